package main

import (
	"context"
	"log"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
)

type watcher func(context.Context, metav1.ListOptions) (watch.Interface, error)

// onChange calls do at the start, soon after anything that is watched changed, and every five seconds: asking again
// and again whether there is work kept the API server busier than the work.
func onChange(ctx context.Context, do func() error, watchers ...watcher) {
	changed := make(chan struct{}, 1)
	for _, w := range watchers {
		go func() {
			for {
				stream, err := w(ctx, metav1.ListOptions{ResourceVersion: "0"})
				if err != nil {
					log.Print(err)
					time.Sleep(time.Second)
					continue
				}
				for range stream.ResultChan() {
					select {
					case changed <- struct{}{}:
					default:
					}
				}
			}
		}()
	}
	for {
		if err := do(); err != nil {
			log.Print(err)
		}
		select {
		case <-changed:
			// Changes come in flocks.
			time.Sleep(50 * time.Millisecond)
		case <-time.After(5 * time.Second):
		}
	}
}
