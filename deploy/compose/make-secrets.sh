#!/bin/sh
# Makes the secrets of docker-compose.yml beside this file, once: what exists is left as it is.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
keep() { [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }
random() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }
keep feedstock_secret "$(random)"
keep postgres_password "$(random)"
keep s3_secret_access_key "$(random)"
keep database_url "postgres://feedstock:$(cat secrets/postgres_password)@postgres:5432/feedstock"
keep s3_identities "{\"identities\": [{\"name\": \"feedstock\", \"credentials\": [{\"accessKey\": \"feedstock\", \"secretKey\": \"$(cat secrets/s3_secret_access_key)\"}], \"actions\": [\"Admin\", \"Read\", \"List\", \"Tagging\", \"Write\"]}]}"
# The program runs as account 1000 and reads them through the mount; the folder keeps everybody else of this machine out.
chmod 700 secrets
chmod 644 secrets/*
