"""Whether the web process of this container answers, asked under the name that it is to be asked by."""

import os
import sys
import urllib.request

port = sys.argv[1] if len(sys.argv) > 1 else "8000"
host = os.environ["PORTAL_TRUSTED_HOSTS"].replace(",", " ").split()[0]
asked = urllib.request.Request(f"http://127.0.0.1:{port}/livez", headers={"Host": host})
with urllib.request.urlopen(asked, timeout=4) as answer:  # noqa: S310
    sys.exit(answer.status != 200)
