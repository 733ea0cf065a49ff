package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

//	kc balancer --kubeconfig F    an address for each Service of type LoadBalancer
//
// helm --wait waits for the address that a cloud would give; these are of TEST-NET-2 (RFC 5737), where nobody is.
func init() { calls["balancer"] = func() { must(balancer()) } }

func balancer() error {
	fs := flag.NewFlagSet("balancer", flag.ExitOnError)
	kubeconfig := fs.String("kubeconfig", "", "")
	fs.Parse(os.Args[1:])
	cfg, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return err
	}
	cfg.QPS, cfg.Burst = 50, 100
	cs, err := kubernetes.NewForConfig(cfg)
	if err != nil {
		return err
	}
	given := 0
	ctx := context.Background()
	onChange(ctx, func() error {
		services, err := cs.CoreV1().Services("").List(ctx, metav1.ListOptions{ResourceVersion: "0"})
		if err != nil {
			return err
		}
		for _, s := range services.Items {
			if s.Spec.Type != corev1.ServiceTypeLoadBalancer || len(s.Status.LoadBalancer.Ingress) > 0 || s.DeletionTimestamp != nil {
				continue
			}
			given++
			address := fmt.Sprintf("198.51.100.%d", 1+given%254)
			s.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: address}}
			if _, err := cs.CoreV1().Services(s.Namespace).UpdateStatus(ctx, &s, metav1.UpdateOptions{}); err != nil {
				log.Print(err)
			}
		}
		return nil
	}, cs.CoreV1().Services("").Watch)
	return nil
}
