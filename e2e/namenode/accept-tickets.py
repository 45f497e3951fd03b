# Judges SPNEGO tokens as a service does that has a key (KRB5_KTNAME): a line with a token in base64 comes in, a line with
# the user goes out, or "-" and why not. Needs python3-gssapi.
import base64
import sys

import gssapi

credentials = gssapi.Credentials(usage="accept")
print("ready", flush=True)
for line in sys.stdin:
    try:
        context = gssapi.SecurityContext(creds=credentials, usage="accept")
        context.step(base64.b64decode(line))
        print(context.initiator_name if context.complete else "- not complete", flush=True)
    except Exception as error:
        print("-", str(error).replace("\n", " "), flush=True)
