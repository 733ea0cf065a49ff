package main

import (
	"fmt"
	"os"

	"github.com/spf13/pflag"
	nodefast "sigs.k8s.io/kwok/kustomize/stage/node/fast"
	heartbeat "sigs.k8s.io/kwok/kustomize/stage/node/heartbeat-with-lease"
	"sigs.k8s.io/kwok/pkg/config"
	"sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

func init() {
	// kwok 0.8 has its node stages as strings but does not apply them by itself
	calls["stages"] = func() {
		fmt.Print("---\n", nodefast.DefaultNodeInit, "\n---\n", heartbeat.DefaultNodeHeartbeatWithLease)
	}
	calls["kwok"] = func() {
		// the Kubernetes packages put a non-bool --version there, which trips cobra
		pflag.CommandLine = pflag.NewFlagSet("kwok", pflag.ExitOnError)
		fs := pflag.NewFlagSet("global", pflag.ContinueOnError)
		fs.ParseErrorsAllowlist.UnknownFlags = true
		fs.Usage = func() {}
		ctx, _ := log.InitFlags(signals.SetupSignalContext(), fs)
		ctx, err := config.InitFlags(ctx, fs)
		if err == nil {
			c := cmd.NewCommand(ctx)
			c.PersistentFlags().AddFlagSet(fs)
			err = c.ExecuteContext(ctx)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
