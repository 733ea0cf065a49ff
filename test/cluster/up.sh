#!/usr/bin/env bash
# up.sh DIR [FAKE_NODES]: starts a Kubernetes control plane and fake nodes on free loopback ports, about 5 seconds.
# Everything it writes is below DIR; DIR/kubeconfig is an administrator's. Stop it with down.sh DIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?a directory of its own}/log" "$1/pid"
dir=$(cd "$1" && pwd)
nodes=${2:-16}
kc=$here/bin/kc
mapfile -t ports < <("$kc" ports 6)
etcd=${ports[0]} peer=${ports[1]} api=${ports[2]} manager=${ports[3]} scheduler=${ports[4]} kwok=${ports[5]}
pki=$dir/pki
# Less time for collecting garbage, for some more memory.
export GOGC=200
"$kc" pki "$pki" "https://127.0.0.1:$api" 10.96.0.1

spawn() { # name, command …
  local name=$1
  shift
  setsid nohup "$kc" "$@" >"$dir/log/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/pid/$name"
}
alive() {
  kill -0 "$(cat "$dir/pid/$1")" 2>/dev/null && return
  echo "$1 ended; the last lines of its log:" >&2
  tail -5 "$dir/log/$1.log" >&2
  exit 1
}
until_true() { # seconds, what for, component, command …
  local left=$(($1 * 10)) what=$2 component=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    alive "$component"
    left=$((left - 1))
    if [ $left -eq 0 ]; then
      echo "no $what" >&2
      exit 1
    fi
    sleep 0.1
  done
}
kubectl() { "$kc" kubectl --kubeconfig "$pki/admin.kubeconfig" --cache-dir "$dir/cache" "$@"; }
ready() { kubectl get --raw "$1" 2>/dev/null | grep -q '"reason":"KubeletReady"'; }

spawn etcd etcd --name kc --data-dir "$dir/etcd" --unsafe-no-fsync --log-level error \
  --listen-client-urls "http://127.0.0.1:$etcd" --advertise-client-urls "http://127.0.0.1:$etcd" \
  --listen-peer-urls "http://127.0.0.1:$peer" --initial-advertise-peer-urls "http://127.0.0.1:$peer" \
  --initial-cluster "kc=http://127.0.0.1:$peer"
# A loopback address cannot be an endpoint of the Service "kubernetes", so there is no endpoint reconciler.
spawn apiserver kube-apiserver --etcd-servers "http://127.0.0.1:$etcd" \
  --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --endpoint-reconciler-type none --secure-port "$api" \
  --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" \
  --client-ca-file "$pki/ca.crt" --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
  --service-account-issuer https://kubernetes.default.svc.cluster.local \
  --service-account-key-file "$pki/sa.key" --service-account-signing-key-file "$pki/sa.key" \
  --service-cluster-ip-range 10.96.0.0/16 --allow-privileged \
  --kubelet-client-certificate "$pki/apiserver-kubelet.crt" --kubelet-client-key "$pki/apiserver-kubelet.key" \
  --kubelet-certificate-authority "$pki/ca.crt" --kubelet-preferred-address-types InternalIP,Hostname
until_true 120 'answer of the API server' apiserver kubectl get --raw /readyz

# Not earlier: before the API server has made its own RBAC rules these two end at once with "forbidden".
spawn manager kube-controller-manager --kubeconfig "$pki/controller-manager.kubeconfig" \
  --authentication-kubeconfig "$pki/controller-manager.kubeconfig" \
  --authorization-kubeconfig "$pki/controller-manager.kubeconfig" \
  --bind-address 127.0.0.1 --secure-port "$manager" --leader-elect=false --use-service-account-credentials \
  --kube-api-qps 500 --kube-api-burst 1000 --service-account-private-key-file "$pki/sa.key" \
  --root-ca-file "$pki/ca.crt" --cluster-signing-cert-file "$pki/ca.crt" --cluster-signing-key-file "$pki/ca.key" \
  --allocate-node-cidrs --cluster-cidr 10.244.0.0/16 --service-cluster-ip-range 10.96.0.0/16
spawn scheduler kube-scheduler --kubeconfig "$pki/scheduler.kubeconfig" \
  --authentication-kubeconfig "$pki/scheduler.kubeconfig" --authorization-kubeconfig "$pki/scheduler.kubeconfig" \
  --bind-address 127.0.0.1 --secure-port "$scheduler" --leader-elect=false
until_true 60 'default service account' manager \
  kubectl get --raw /api/v1/namespaces/default/serviceaccounts/default

# Volumes for claims, and addresses for Services of type LoadBalancer.
spawn provisioner provisioner --kubeconfig "$pki/admin.kubeconfig" --dir "$dir/pv"
spawn balancer balancer --kubeconfig "$pki/admin.kubeconfig"
{ cat "$here/kwok.yaml"; "$kc" stages; } >"$dir/kwok.yaml"
spawn kwok kwok --kubeconfig "$pki/kwok.kubeconfig" --manage-all-nodes=true --node-ip 127.0.0.1 \
  --node-port "$kwok" --cidr 10.244.0.0/16 --server-address "127.0.0.1:$kwok" \
  --tls-cert-file "$pki/kwok.crt" --tls-private-key-file "$pki/kwok.key" \
  --node-lease-duration-seconds 40 --config "$dir/kwok.yaml"
{
  cat <<'Y'
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: standard, annotations: { storageclass.kubernetes.io/is-default-class: "true" } }
provisioner: kc/dir
Y
  for n in $(seq 1 "$nodes"); do
    cat <<Y
---
apiVersion: v1
kind: Node
metadata:
  name: fake-$n
  labels:
    kubernetes.io/hostname: fake-$n
    kubernetes.io/os: linux
    kubernetes.io/arch: amd64
    topology.kubernetes.io/zone: zone-$((n % 3))
spec: { podCIDR: 10.244.$n.0/24 }
status:
  allocatable: { cpu: "64", memory: 512Gi, pods: "250", ephemeral-storage: 4Ti }
  capacity: { cpu: "64", memory: 512Gi, pods: "250", ephemeral-storage: 4Ti }
Y
  done
} | kubectl apply --validate=false -f - >/dev/null
for n in $(seq 1 "$nodes"); do until_true 30 "ready node fake-$n" kwok ready "/api/v1/nodes/fake-$n"; done
cp "$pki/admin.kubeconfig" "$dir/kubeconfig"
