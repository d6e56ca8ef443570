"""The facts and names behind ``sample.py``. Sentences are our own; each true fact names its source."""

from datetime import date
from typing import NamedTuple

from organizations.models import Branch

Kind, Line = Branch.Kind, Branch.Line

PROVINCES = {
    "shanghai": "上海市",
    "jiangsu": "江苏省",
    "zhejiang": "浙江省",
    "anhui": "安徽省",
    "jiangxi": "江西省",
    "hubei": "湖北省",
    "hunan": "湖南省",
    "chongqing": "重庆市",
    "sichuan": "四川省",
    "yunnan": "云南省",
    "guizhou": "贵州省",
    "qinghai": "青海省",
    "xizang": "西藏自治区",
    "gansu": "甘肃省",
    "shaanxi": "陕西省",
    "henan": "河南省",
    "guangxi": "广西壮族自治区",
    "guangdong": "广东省",
    "fujian": "福建省",
}


class Unit(NamedTuple):
    """An invented department: its line, its name in a province and in a municipality, one of its offices."""

    line: str
    name: str
    city_name: str
    office: str


UNITS = (
    Unit(Line.ECOLOGY, "生态环境厅", "生态环境局", "水生态处"),
    Unit(Line.TRANSPORT, "交通运输厅", "交通委员会", "航道处"),
    Unit(Line.TAX, "税务局", "税务局", "纳税服务处"),
    Unit(Line.WATER, "水利厅", "水利局", "河湖管理处"),
    Unit(Line.INSURANCE, "医疗保障局", "医疗保障局", "异地就医处"),
    Unit(Line.CULTURE, "文化和旅游厅", "文化和旅游局", "资源开发处"),
)

QIZHI = (
    "《以高质量机关党建 引领长三角一体化发展谱新篇》（李新平，《旗帜》2020 年第 12 期，旗帜网 2021-01-22）"
)
GDDRC = (
    "《广东省发展和改革委员会联学共建的生动实践取得积极成效》"
    "（聂金秀、蔡勇跃、罗勉，中国经济导报、中国发展网）"
)
ZHANJIANG = "《广东湛江：“三笔奋书”增添机关党建成色》（叶兴宇，中共湛江市直属机关工作委员会调研室主任）"

INTRODUCTIONS = {
    "jiangsu": (
        "2020 年探索省级机关党支部与重点民营企业党组织结对共建；向省级机关部门单位派遣党建联络员，"
        "每 2 人一组，每组联系 3 至 4 个部门单位；培育“先锋行动队”党支部近 180 个；"
        "并倡议沪苏浙皖职能相同的部门单位党组织组建党建联盟。\n"
        f"资料来源：{QIZHI}。"
    ),
    "guangdong": (
        "广东省发展改革委 2021 年在基层党组织中开展“联学联建联动”：共同开展学习型组织生活 17 次，"
        "联合主题党日活动 22 次，伙伴有地市发展改革部门、服务对象和业务合作部门的党支部。\n"
        f"资料来源：{GDDRC}。"
    ),
}

WUJIANG = {
    "name": "2020 年机关党支部与民营企业党组织结对（苏州吴江）",
    "supporter": "省工商联",
    "description": (
        "对象是长三角生态绿色一体化发展示范区（苏州市吴江区）的重点民营企业，7 月 24 日组织第二批。"
        "到来源刊出时，28 个部门单位的 41 个基层党组织与 45 家企业的党组织结成对子。"
        "成效举例：省税务局党组织依法依规帮助一家电梯企业争取退税 5000 多万元。\n"
        f"资料来源：{QIZHI}。\n下列具体对子为示例，名称系虚构。"
    ),
}


class Place(NamedTuple):
    """One branch of the sample: its code, whose it is under, and what it is."""

    code: str
    name: str
    kind: str
    line: str
    parent: str = ""
    term_ends_on: date | None = None


WUJIANG_BRANCHES = (
    Place("WJ", "吴江区民营企业党组织（示例）", Kind.CITY, Line.COMMERCE),
    Place("WJ-1", "吴江电梯制造企业党支部（示例）", Kind.ENTERPRISE, Line.INDUSTRY, "WJ"),
    Place("WJ-2", "吴江智能装备企业党支部（示例）", Kind.ENTERPRISE, Line.SCIENCE, "WJ"),
    Place("WJ-3", "吴江水上物流企业党支部（示例）", Kind.ENTERPRISE, Line.TRANSPORT, "WJ"),
)
WUJIANG_PAIRS = (
    ("WJ-1", "助企服务：政策与决策咨询（示例）"),
    ("WJ-2", "助企服务：技术革新（示例）"),
    ("WJ-3", "助企服务：开拓市场（示例）"),
)

# Names as the source (GDDRC) writes them, each once. What they held together are joint activities; that they
# are paired is 示例, as is how they stand under each other.
GUANGDONG_BRANCHES = (
    Place("FGW", "广东省发展和改革委员会", Kind.UNIT, Line.REFORM),
    Place("FGW-JG", "广东省发展和改革委员会机关党委", Kind.COMMITTEE, Line.REFORM, "FGW"),
    Place("FGW-1", "对口支援合作一处", Kind.BRANCH, Line.REFORM, "FGW-JG"),
    Place("FGW-2", "对口支援合作二处", Kind.BRANCH, Line.REFORM, "FGW-JG"),
    Place("FGW-3", "产业发展处党支部", Kind.BRANCH, Line.REFORM, "FGW-JG"),
    Place("FGW-4", "铁路项目建设协调处党支部", Kind.BRANCH, Line.TRANSPORT, "FGW-JG"),
    Place("FGW-5", "重点项目和评估督导党支部", Kind.BRANCH, Line.REFORM, "FGW-JG"),
    Place("FGW-6", "机关党委党支部", Kind.BRANCH, Line.PARTY, "FGW-JG"),
    Place("FGW-7", "投资信用中心党支部", Kind.BRANCH, Line.REFORM, "FGW-JG"),
    Place("LCJ", "省粮食和物资储备局", Kind.UNIT, Line.GRAIN),
    Place("LCJ-1", "省粮食和物资储备局物资储备处党支部", Kind.BRANCH, Line.GRAIN, "LCJ"),
    Place("BGT", "省政府办公厅", Kind.UNIT, Line.PARTY),
    Place("TJJ", "省统计局", Kind.UNIT, Line.STATISTICS),
    Place("JM-FGJ", "江门市发展改革局基层党组织", Kind.CITY, Line.REFORM),
    Place("SD-FGJ", "佛山市顺德区发改局", Kind.CITY, Line.REFORM),
    Place("ZZTL", "珠肇铁路公司党支部", Kind.ENTERPRISE, Line.TRANSPORT),
)
GUANGDONG_PAIRS = (
    ("FGW-3", "LCJ-1", "跨行业联学（示例）"),
    ("FGW-4", "ZZTL", "铁路项目前期协调（示例）"),
    ("FGW-5", "SD-FGJ", "项目督导服务基层（示例）"),
    ("FGW-6", "JM-FGJ", "为群众办实事（示例）"),
    ("FGW-1", "FGW-7", "对口支援学习（示例）"),
)


class Across(NamedTuple):
    """An invented pairing between two committees on one line, and how far it is."""

    mine: str
    partner: str
    line: str
    theme: str
    state: str  # active, expiring, proposed, ended, declined


ACROSS = (
    Across("jiangsu", "zhejiang", Line.ECOLOGY, "太湖流域共保联治（示例）", "active"),
    Across("shanghai", "jiangsu", Line.TAX, "跨省办税一次办（示例）", "proposed"),
    Across("anhui", "jiangsu", Line.TRANSPORT, "省界航道协同养护（示例）", "expiring"),
    Across("jiangsu", "anhui", Line.WATER, "省界河湖联合巡查（示例）", "proposed"),
    Across("hubei", "hunan", Line.WATER, "洞庭湖与江汉水系调度交流（示例）", "active"),
    Across("hubei", "jiangxi", Line.ECOLOGY, "沿江生态修复经验互鉴（示例）", "proposed"),
    Across("chongqing", "sichuan", Line.TRANSPORT, "成渝航运党建联建（示例）", "expiring"),
    Across("sichuan", "qinghai", Line.ECOLOGY, "江源保护对口交流（示例）", "active"),
    Across("yunnan", "guizhou", Line.CULTURE, "红色旅游线路共建（示例）", "ended"),
    Across("qinghai", "xizang", Line.ECOLOGY, "高原生态监测交流（示例）", "proposed"),
    Across("fujian", "zhejiang", Line.INSURANCE, "异地就医结算服务（示例）", "declined"),
    Across("henan", "shaanxi", Line.CULTURE, "古都文化党课互访（示例）", "active"),
)
