"""Verifies a medium with python-tuf: refresh, then every target named on the command line. Usage: MEDIUM ROOT TARGET..."""
import os
import shutil
import sys
import tempfile
from urllib.parse import unquote, urlparse

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Updater


class DirectoryFetcher(FetcherInterface):
    def _fetch(self, url):
        path = unquote(urlparse(url).path)
        if not os.path.exists(path):
            raise DownloadHTTPError("absent", 404)
        with open(path, "rb") as file:
            return iter([file.read()])


medium, root, names = sys.argv[1], sys.argv[2], sys.argv[3:]
with tempfile.TemporaryDirectory() as trusted, tempfile.TemporaryDirectory() as targets:
    shutil.copy(root, os.path.join(trusted, "root.json"))
    updater = Updater(trusted, f"file://{medium}/metadata/", targets, f"file://{medium}/targets/", DirectoryFetcher())
    updater.refresh()
    for name in names:
        info = updater.get_targetinfo(name)
        if info is None:
            sys.exit(f"not found: {name}")
        updater.download_target(info)
print(f"verified {len(names)} targets")
