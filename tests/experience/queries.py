# ruff: noqa: RUF001
"""Five hundred questions as people type them: names, topics, both, years, traditional characters, phrases."""

from itertools import product

import opencc

from organizations.network import MEMBERS

TOPICS = """
党建 机关 支部 结对 结对共建 党建联盟 联合党委 框架协议 轮值 会商 议题 纪要
借鉴 他山之石 主题党日 微党课 联学 联建 联谋 联解 志愿服务 青年干部 理论学习 基层党组织
四强党支部 示范岗 先锋队 教育基地 师资库 挂职 互访 同题共答 调研 成果 简报 流域治理
生态修复 产业对接 交通互联 税收服务 医保结算 粮食储备 乡村振兴 人才交流 科技攻关 港航物流 文旅推广 应急联动
营商环境 数字政务 三峡库区 红船精神 碳汇交易 江豚保护 跨省通办 一体化 减负 清单 台账 机制
品牌 创新 办实事 服务企业 长三角 长江经济带 大保护
"""
PLACES = ("苏州", "吴江", "湛江", "衢州", "玉林", "柳州", "佛山", "江门", "南京", "武汉", "长沙", "成都")
YEARS = ("2023", "2024年", "2025年", "2026", "第1期", "第三季度", "41", "109", "55")
ODD = (
    "“四强”",
    "党建+",
    "C++",
    "a&b",
    "50%",
    "《旗帜》",
    "8090",
    "１００场",
    "ＡＢ",
    "结對",
    "机关-支部",
    "（示例1）",
    "示例12",
)


def questions() -> list[str]:
    """The same five hundred in every run."""
    shorts, names = [member.short_name for member in MEMBERS], [member.name for member in MEMBERS]
    topics = TOPICS.split()
    single = [*shorts, *names, *topics, *PLACES, *YEARS, *ODD]
    pairs = [f"{place} {topic}" for topic, place in product(topics[::2], shorts[::2])]
    phrases = [f'"{topic}"' for topic in topics[::2]]
    traditional = opencc.OpenCC("s2t")
    other = [traditional.convert(words) for words in [*topics, *names]]
    return list(dict.fromkeys([*single, *phrases, *other, *pairs]))[:500]
