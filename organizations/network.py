"""The nineteen committees, by their signatures under the initiative, in its order (the default of rotation).

The signatures are of mixed form, no full names. Codes are GB/T 2260. ``reach``, the part of the river, is in
no source: a setting of this portal, doubtful for the wider basin (above all 广西, 广东, 福建, 陕西).
"""

from typing import NamedTuple

BELT, BASIN = "belt", "basin"  # 长江经济带 11, 长江流域其他省区 8
UPPER, MIDDLE, LOWER = "upper", "middle", "lower"


class Member(NamedTuple):
    name: str
    short_name: str
    slug: str
    region_code: str
    group: str
    reach: str


MEMBERS = (
    Member("上海市市级机关工作党委", "上海", "shanghai", "310000", BELT, LOWER),
    Member("江苏省委省级机关工委", "江苏", "jiangsu", "320000", BELT, LOWER),
    Member("浙江省委直属机关工委", "浙江", "zhejiang", "330000", BELT, LOWER),
    Member("安徽省直机关工委", "安徽", "anhui", "340000", BELT, LOWER),
    Member("江西省直机关工委", "江西", "jiangxi", "360000", BELT, MIDDLE),
    Member("湖北省委直属机关工委", "湖北", "hubei", "420000", BELT, MIDDLE),
    Member("湖南省直机关工委", "湖南", "hunan", "430000", BELT, MIDDLE),
    Member("重庆市委直属机关工委", "重庆", "chongqing", "500000", BELT, UPPER),
    Member("四川省直机关工委", "四川", "sichuan", "510000", BELT, UPPER),
    Member("云南省委省直机关工委", "云南", "yunnan", "530000", BELT, UPPER),
    Member("贵州省直机关工委", "贵州", "guizhou", "520000", BELT, UPPER),
    Member("青海省直机关工委", "青海", "qinghai", "630000", BASIN, UPPER),
    Member("西藏自治区直属机关工委", "西藏", "xizang", "540000", BASIN, UPPER),
    Member("甘肃省委直属机关工委", "甘肃", "gansu", "620000", BASIN, UPPER),
    Member("陕西省委直属机关工委", "陕西", "shaanxi", "610000", BASIN, UPPER),
    Member("河南省委直属机关工委", "河南", "henan", "410000", BASIN, MIDDLE),
    Member("广西壮族自治区党委区直机关工委", "广西", "guangxi", "450000", BASIN, UPPER),
    Member("广东省直机关工委", "广东", "guangdong", "440000", BASIN, LOWER),
    Member("福建省委省直机关工委", "福建", "fujian", "350000", BASIN, LOWER),
)
