import { nameOfNode, toNode, type Expr, type MtlsPart } from '../../author/index.ts'
import type { Helper } from '../ir.ts'

// The last third of their life is left for an upgrade to come.
const notes = `{{- $kept := lookup "v1" "Secret" .Release.Namespace (printf "%s-ca" (include "CHART.fullname" .)) }}
{{- $notes := dig "metadata" "annotations" dict $kept }}`

/** How long the certificates that a chart makes hold: kept on the Secret of its CA, renewed by upgrades. */
export function certificateHelpers({ from }: MtlsPart): Helper[] {
  const path = (value: Expr<string>) => `.Values.${nameOfNode(toNode(value)).slice(2)}`
  const [given, key] = [path(from.ca.certificate), path(from.ca.privateKey)]
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
      doc: `How often the chart has made its certificates: once more in the last third of their life, and while
the CA that signs is not yet the one given. Without a cluster to ask, always once.`,
      body: {
        text: `${notes}
{{- $made := get $notes "certificates-made" | int }}
{{- $late := lt (include "CHART.daysLeft" (get $notes "certificates-end") | int) (div ${days} 3 | int) }}
{{- if or $late (and ${given} ${key} (ne (b64enc ${given}) (index $kept.data "tls.crt"))) }}
{{- $made = add1 $made }}
{{- end }}
{{- $made }}`,
      },
    },
    {
      name: 'caAnnounced',
      doc: 'Not empty when a CA is given that the pods do not know yet: it is made known, and signs later.',
      body: {
        text: `${notes}
{{- if and ${given} ${key} $kept }}
{{- if not (has (b64enc ${given}) (list (get $kept.data "tls.crt") (get $kept.data "next.crt"))) }}
{{- true }}
{{- end }}
{{- end }}`,
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
