#!/bin/sh
# Records a NameNode's /jmx where nothing may be installed: needs a POSIX shell, curl and gzip.
# The file is what "nnad import" reads; each poll is a gzip member of its own, so nothing is lost when it is killed.
#
#   record-jmx.sh URL [EVERY_SECONDS] [FOR_SECONDS] [FILE]
#   record-jmx.sh http://nn1:9870 10 3600 nn1.jsonl.gz
#
# A secure cluster: kinit first, then CURL_OPTIONS='--negotiate -u :' record-jmx.sh https://nn1:9871 …
set -u

url=${1:-}
every=${2:-10}
total=${3:-3600}
file=${4:-jmx-$(date +%Y%m%d-%H%M%S).jsonl.gz}

case $url in
  http://*/jmx* | https://*/jmx*) ;;
  http://* | https://*) url=${url%/}/jmx ;;
  *)
    echo "usage: $0 URL [EVERY_SECONDS] [FOR_SECONDS] [FILE]   for example: $0 http://nn1:9870 10 3600 nn1.jsonl.gz" >&2
    exit 2
    ;;
esac

if [ -s "$file" ] && ! gzip -t <"$file" 2>/dev/null; then
  echo "$0: $file was cut off, what would follow there could not be read: record into another file" >&2
  exit 2
fi

part=$file.part
trap 'rm -f "$part"; exit 0' INT TERM
# Looked at once for both: a second that ends in between must not cost a poll.
now=$(date +%s)
started=$now
polls=0
failed=0
while [ $((now - started)) -lt "$total" ]; do
  # shellcheck disable=SC2086  # several options may be given
  if curl -sS -f --compressed --max-time 30 ${CURL_OPTIONS:-} "$url" >"$part"; then
    # Line ends are never inside a JSON string, so the document fits on one line.
    { printf '{"ts":%s000,"jmx":' "$now"; tr -d '\r\n' <"$part"; printf '}\n'; } | gzip -c >>"$file"
    polls=$((polls + 1))
  else
    failed=$((failed + 1))
    if [ "$polls" -eq 0 ]; then
      echo "$0: no answer from $url: check host, port (9870 on Hadoop 3, 50070 on 2) and log-in" >&2
      rm -f "$part"
      exit 4
    fi
  fi
  rest=$((every - ($(date +%s) - now)))
  [ "$rest" -gt 0 ] && sleep "$rest"
  now=$(date +%s)
done
rm -f "$part"
echo "$polls polls of $url recorded in $file, $failed failed"
