#!/bin/sh
# Adds an account to the broker, its password read from standard input: a device that may publish below its own topic
# and hear its own cmd and receipt, or Scalehouse itself.
# usage: add-account.sh name tenant yard area device  |  add-account.sh scalehouse
set -eu
own=${OWN:-$(dirname "$0")/own}
name=${1:?usage: add-account.sh name tenant yard area device}
case $name in *[!a-z0-9-]*) echo "add-account: a name has lower-case letters, digits and dashes" >&2; exit 1 ;; esac
mkdir -p "$own"
touch "$own/passwords" "$own/acl"
if grep -q "^user $name\$" "$own/acl"; then echo "add-account: $name is there already" >&2; exit 1; fi
if [ "$name" = scalehouse ]; then
  rules='topic read scrap/#
topic write scrap/v1/+/+/+/+/receipt
topic write scrap/v1/+/+/+/+/cmd
topic readwrite scrap-commands/#
topic readwrite scrap-facts/#
topic readwrite scrap-status/#'
else
  for part in "${2:-}" "${3:-}" "${4:-}" "${5:-}"; do
    case $part in '' | *[!a-z0-9-]*) echo "add-account: tenant, yard, area and device are lower-case names" >&2; exit 1 ;; esac
  done
  at="scrap/v1/$2/$3/$4/$5"
  rules=$(for kind in state weighing load lift frame radiation occupancy ack; do echo "topic write $at/$kind"; done
    for kind in cmd receipt; do echo "topic read $at/$kind"; done)
fi
read -r password
mosquitto_passwd -b "$own/passwords" "$name" "$password"
printf 'user %s\n%s\n\n' "$name" "$rules" >> "$own/acl"
chmod 644 "$own/passwords" "$own/acl"
