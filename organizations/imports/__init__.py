"""批量导入: kinds of tables, how they are read and judged, and the machine that carries a job through."""
