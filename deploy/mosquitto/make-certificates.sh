#!/bin/sh
# Makes the yard's own certificate authority and the broker's certificate in deploy/mosquitto/own.
# usage: make-certificates.sh broker-name [address]      e.g. make-certificates.sh mosquitto 192.168.0.10
set -eu
name=${1:?usage: make-certificates.sh broker-name [address]}
own=${OWN:-$(dirname "$0")/own}
mkdir -p "$own"
[ ! -e "$own/ca.key" ] || { echo "make-certificates: $own/ca.key is there already" >&2; exit 1; }
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
  -subj "/CN=Scalehouse yard authority" -keyout "$own/ca.key" -out "$own/ca.crt" 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$name" \
  -keyout "$own/broker.key" -out "$own/broker.csr" 2>/dev/null
printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1%s\n' "$name" "${2:+,IP:$2}" > "$own/broker.ext"
openssl x509 -req -in "$own/broker.csr" -CA "$own/ca.crt" -CAkey "$own/ca.key" -CAcreateserial -days 825 \
  -extfile "$own/broker.ext" -out "$own/broker.crt" 2>/dev/null
rm "$own/broker.csr" "$own/broker.ext"
# the broker's container reads them as another user; the authority's key stays its owner's
chmod 644 "$own/ca.crt" "$own/broker.crt" "$own/broker.key"
echo "devices need $own/ca.crt; keep $own/ca.key somewhere else"
