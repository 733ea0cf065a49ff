/**
 * How the pods of an in-chart Redis find their master and keep one. Constants: what differs between releases
 * comes to them in variables.
 */
const self = `self="$(hostname).$HEADLESS"`
const quoted = `password="$(printf '%s' "\${REDISCLI_AUTH:-}" | sed 's/[\\\\"]/\\\\&/g')"`

export const redisScripts = {
  'start.sh': `# Starts Redis as a replica of the master. Who that is say the sentinels; when none answers, as when all
# pods start at once, the configuration of the last run; in the very first run it is pod 0.
set -eu
${self}
${quoted}
conf=/data/redis.conf
ask() {
  found="$(timeout 5 redis-cli -h "$SENTINEL" -p 26379 sentinel get-master-addr-by-name main 2>/dev/null | head -n 1 || true)"
  case "$found" in *".$HEADLESS") echo "$found" ;; esac
}
master="$self"
if [ "$ARCHITECTURE" = replication ]; then
  master="$(ask)"
  # A master that lost its data must not come back as master: its replicas would empty themselves.
  if [ "$master" = "$self" ] && [ ! -d /data/appendonlydir ]; then
    redis-cli -h "$SENTINEL" -p 26379 sentinel failover main || true
    for _ in $(seq 30); do
      master="$(ask)"
      [ "$master" = "$self" ] || break
      sleep 1
    done
  fi
  if [ -z "$master" ] && [ -f "$conf" ]; then
    master="$(sed -n 's/^replicaof "*\\([^" ]*\\)"* .*/\\1/p' "$conf")"
    master="\${master:-$self}"
  fi
  master="\${master:-\${HOSTNAME%-*}-0.$HEADLESS}"
fi
{
  echo "port 6379"
  echo "dir /data"
  echo "appendonly yes"
  echo "replica-announce-ip $self"
  [ "$master" = "$self" ] || echo "replicaof $master 6379"
  [ -z "$password" ] || printf 'requirepass "%s"\\nmasterauth "%s"\\n' "$password" "$password"
} >"$conf"
exec redis-server "$conf"
`,
  'sentinel.sh': `# Watches the master that the Redis beside it follows.
set -eu
${self}
${quoted}
conf=/run/redis/sentinel.conf
until [ "$(redis-cli ping 2>/dev/null || true)" = PONG ]; do sleep 1; done
master="$(redis-cli info replication | tr -d '\\r' | sed -n 's/^master_host://p')"
{
  echo "port 26379"
  echo "dir /run/redis"
  # A sentinel that came back under a new identity would count as one more, and majorities would be missed.
  echo "sentinel myid $(printf '%s' "$self" | sha1sum | cut -c1-40)"
  echo "sentinel resolve-hostnames yes"
  echo "sentinel announce-hostnames yes"
  echo "sentinel announce-ip $self"
  echo "sentinel monitor main \${master:-$self} 6379 $((REPLICAS / 2 + 1))"
  echo "sentinel down-after-milliseconds main 5000"
  echo "sentinel failover-timeout main 30000"
  echo "sentinel parallel-syncs main 1"
  if [ -n "$password" ]; then
    printf 'sentinel auth-pass main "%s"\\n' "$password"
    printf 'requirepass "%s"\\nsentinel sentinel-pass "%s"\\n' "$password" "$password"
  fi
} >"$conf"
exec redis-sentinel "$conf"
`,
  'stop.sh': `# Hands the master over before the pod goes: writers wait a second, not until it is missed.
role() {
  redis-cli info replication | tr -d '\\r' | sed -n 's/^role://p'
}
[ "$ARCHITECTURE" = replication ] && [ "$(role)" = master ] || exit 0
redis-cli -p 26379 sentinel failover main || exit 0
for _ in $(seq 20); do
  [ "$(role)" = slave ] && exit 0
  sleep 1
done
`,
}
