"""One import whose check is done: some rows are wrong, so that the page shows what it is for."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from accounts.sample import by
from organizations.imports import machine
from organizations.imports.kinds import kind_of
from organizations.models import ImportJob
from organizations.operations import imports

FILENAME = "示例：税务系统党组织名册.csv"
TABLE = """编码,名称,类别,系统,上级编码,联系人,换届到期
SL-TAX-1,示例税务分局党支部,党支部,税务,,示例甲,2028-06-30
SL-TAX-2,示例税务分局机关党委,机关党委,税务,,示例乙,2029-03-31
SL-TAX-3,示例稽查局第一党支部,党支部,税务,SL-TAX-2,示例丙,2028-09-30
SL-TAX-4,示例稽查局第二党支部,支部,税务,SL-TAX-2,示例丁,2028-09-30
SL-TAX-5,示例纳税服务中心党支部,党支部,税务,SL-TAX-9,示例戊,2028-02-30
SL-TAX-3,示例信息中心党支部,党支部,税务,SL-TAX-2,示例己,2028-12-31
"""


def seed_import(staff: User, now: datetime) -> None:
    """Once only: later runs find it, whatever became of it."""
    key, kind = uuid5(NAMESPACE_URL, "sample-import:branches"), kind_of("branches")
    if kind is None or ImportJob.objects.filter(submission=key).exists():
        return
    content = TABLE.encode()
    job = by(imports.upload, actor=staff, kind=kind, filename=FILENAME, content=content, submission=key)
    machine.run(job.pk, now)
