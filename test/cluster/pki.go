package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Helpers so that the scripts need no openssl, no port-picking tool:
//
//	kc pki DIR SERVER_URL [IP|DNS ...]   CA, serving cert, client certs, kubeconfigs
//	kc ports N                           N free loopback TCP ports
func init() {
	calls["pki"] = func() { must(pki(os.Args[1], os.Args[2], os.Args[3:])) }
	calls["ports"] = func() { must(ports(os.Args[1])) }
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func ports(arg string) error {
	n, err := strconv.Atoi(arg)
	if err != nil {
		return err
	}
	for i := 0; i < n; i++ {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer l.Close()
		fmt.Println(l.Addr().(*net.TCPAddr).Port)
	}
	return nil
}

type pair struct {
	cert *x509.Certificate
	key  crypto.Signer
}

func writePEM(path, typ string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: typ, Bytes: der}), 0o600)
}

func issue(dir, name string, subj pkix.Name, ca *pair, sans []string) (*pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	t := &x509.Certificate{SerialNumber: serial, Subject: subj,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true}
	for _, s := range sans {
		if ip := net.ParseIP(s); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, s)
		}
	}
	parent := ca
	if parent == nil {
		t.IsCA, t.ExtKeyUsage = true, nil
		t.KeyUsage |= x509.KeyUsageCertSign
		parent = &pair{t, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, parent.cert, key.Public(), parent.key)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(dir, name+".crt"), "CERTIFICATE", der); err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(dir, name+".key"), "EC PRIVATE KEY", keyDER); err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &pair{cert, key}, err
}

func pki(dir, server string, sans []string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ca, err := issue(dir, "ca", pkix.Name{CommonName: "kc-ca"}, nil, nil)
	if err != nil {
		return err
	}
	sans = append([]string{"127.0.0.1", "::1", "localhost", "kubernetes", "kubernetes.default",
		"kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}, sans...)
	for _, c := range []struct {
		name string
		subj pkix.Name
		sans []string
	}{
		{"apiserver", pkix.Name{CommonName: "kube-apiserver"}, sans},
		{"sa", pkix.Name{CommonName: "service-accounts"}, nil},
		{"front-proxy", pkix.Name{CommonName: "front-proxy"}, nil},
		{"apiserver-kubelet", pkix.Name{CommonName: "kube-apiserver-kubelet", Organization: []string{"system:masters"}}, nil},
		{"admin", pkix.Name{CommonName: "admin", Organization: []string{"system:masters"}}, nil},
		{"controller-manager", pkix.Name{CommonName: "system:kube-controller-manager"}, nil},
		{"scheduler", pkix.Name{CommonName: "system:kube-scheduler"}, nil},
		{"kwok", pkix.Name{CommonName: "kwok", Organization: []string{"system:masters"}}, sans},
	} {
		if _, err := issue(dir, c.name, c.subj, ca, c.sans); err != nil {
			return err
		}
		if err := kubeconfig(dir, c.name, server); err != nil {
			return err
		}
	}
	return nil
}

func kubeconfig(dir, name, server string) error {
	b := func(f string) string {
		d, err := os.ReadFile(filepath.Join(dir, f))
		must(err)
		return base64.StdEncoding.EncodeToString(d)
	}
	return os.WriteFile(filepath.Join(dir, name+".kubeconfig"), []byte(fmt.Sprintf(`apiVersion: v1
kind: Config
clusters: [{name: kc, cluster: {server: %q, certificate-authority-data: %s}}]
users: [{name: %s, user: {client-certificate-data: %s, client-key-data: %s}}]
contexts: [{name: kc, context: {cluster: kc, user: %s}}]
current-context: kc
`, server, b("ca.crt"), name, b(name+".crt"), b(name+".key"), name)), 0o600)
}
