#!/bin/sh
# The v5 API with nothing but curl: sign, send a code, let its time pass, pull the report.
set -eu

network=http://127.0.0.1:8080
app=1400000001
key=5f03a35d00ee52a21327ab048186a2c4
mobile=13800000201
random=7226249334
now=$(date +%s)

digest() { printf %s "$1" | sha256sum | cut -c 1-64; }
call() { curl --silent --show-error "$network/v5/tlssmssvr/$1?sdkappid=$app&random=$random" --data "$2"; echo; }

sig=$(digest "appkey=$key&random=$random&time=$now&mobile=$mobile")
tel="{\"nationcode\": \"86\", \"mobile\": \"$mobile\"}"
call sendsms "{\"tel\": $tel, \"tpl_id\": 1001, \"params\": [\"4321\", \"5\"], \"sign\": \"示例科技\", \"sig\": \"$sig\", \"time\": $now}"

curl --silent --show-error --output /dev/null "$network/sim/clock/pass" --data '{"seconds": 15}'

sig=$(digest "appkey=$key&random=$random&time=$now")
call pullstatus "{\"type\": 0, \"max\": 10, \"sig\": \"$sig\", \"time\": $now}"
