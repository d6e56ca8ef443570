"""文章: each field once, as the API gives it."""

from datetime import datetime

from collab_portal.lib.columns import Column
from collab_portal.lib.tables import Table
from experience.models import Article

ARTICLES = Table(
    Article,
    "文章",
    (
        Column("id", "编号", on={"api"}),
        Column("title", "标题", on={"api"}),
        Column("kind", "类别", on={"api"}),
        Column("area", "领域", on={"api"}),
        Column("committee", "工委", source="committee.slug", on={"api"}),
        Column("author_name", "作者", on={"api"}),
        Column("summary", "摘要", on={"api"}),
        Column("source_title", "来源标题", on={"api"}),
        Column("source_site", "来源媒体", on={"api"}),
        Column("source_date", "来源日期", on={"api"}),
        Column("published_at", "刊发时间", shape=datetime, on={"api"}),
    ),
)
