"""The kernel manager of batch runs: it talks over files, not over loopback ports.

Parallel kernels then cannot clash over a port, and interview text stays off TCP. Windows has no
such sockets and keeps the ports.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class FileKernelManager(AsyncKernelManager):
    """An AsyncKernelManager that prefers Unix sockets and gives each kernel one BLAS thread."""

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        """Start the kernel; what the caller's environment says of threads wins over one thread."""
        if os.name == "posix":
            # A folder of its own for each kernel: by default all would share one socket name.
            self.transport = "ipc"
            self.ip = str(Path(tempfile.mkdtemp(prefix="cxlab-")) / "kernel")
        options["env"] = {**ONE_THREAD, **(options.get("env") or os.environ)}
        await super().start_kernel(**options)

    def cleanup_connection_file(self) -> None:
        """Remove the connection file and the sockets' folder."""
        super().cleanup_connection_file()
        if self.transport == "ipc":
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)
