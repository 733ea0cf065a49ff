import { nameOfNode, toNode, type MtlsPart } from '../../author/index.ts'
import type { Helper } from '../ir.ts'

// The last third of their life is left for an upgrade to come.
const notes = `{{- $kept := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" (include "CHART.fullname" .)) }}
{{- $notes := dig "metadata" "annotations" dict $kept }}`

/** How long the certificates that a chart makes hold: kept on the Secret of its CA, renewed by upgrades. */
export function certificateHelpers({ from }: MtlsPart): Helper[] {
  const days = `(int .Values.${nameOfNode(toNode(from.ca.days)).slice(2)})`
  return [
    {
      name: 'daysLeft',
      doc: 'Days until a date such as 2030-01-31; far below zero without one.',
      body: { text: `{{- div (sub (toDate "2006-01-02" . | unixEpoch) (now | unixEpoch)) 86400 }}` },
    },
    {
      name: 'dateIn',
      doc: 'The date in so many days.',
      body: { text: `{{- dateInZone "2006-01-02" (now | dateModify (printf "%dh" (mul . 24))) "UTC" }}` },
    },
    {
      name: 'certificatesMade',
      doc: `How often the chart has made its certificates: once more in the last third of their life, and with a
new CA. Without a cluster to ask, always once.`,
      body: {
        text: `${notes}
{{- $made := get $notes "certificates-made" | int }}
{{- $caEnd := get $notes "ca-end" }}
{{- $late := lt (include "CHART.daysLeft" (get $notes "certificates-end") | int) (div ${days} 3 | int) }}
{{- if or $late (and $caEnd (lt (include "CHART.daysLeft" $caEnd | int) (mul ${days} 2 | int))) }}
{{- $made = add1 $made }}
{{- end }}
{{- $made }}`,
      },
    },
    {
      name: 'certificatesEnd',
      doc: 'The date until which the certificates hold that the chart makes.',
      body: {
        text: `${notes}
{{- if eq (include "CHART.certificatesMade" .) (get $notes "certificates-made") }}
{{- get $notes "certificates-end" }}
{{- else }}
{{- include "CHART.dateIn" ${days} }}
{{- end }}`,
      },
    },
  ]
}
