"""Tells who asked for a file that it is there, or why it is not."""

from accounts.models import ExportJob
from collab_portal.lib.dates import chinese_moment
from notifications.operations import notify


def tell_of_file(job: ExportJob) -> None:
    """Once for each file, in the transaction that keeps it."""
    if job.is_ready:
        title = f"文件已生成：{job.file_name}"
        body = f"保留至 {chinese_moment(job.kept_until)}，到期自动删除。" if job.kept_until else ""
    else:
        title, body = f"文件未能生成：{job.file_name}", job.note
    notify(
        topic=f"export:{job.pk}",
        step=job.status,
        recipients=[job.asked_by],
        title=title,
        body=body,
        url=job.get_absolute_url(),
    )
