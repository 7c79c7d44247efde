{{- define "fairlead.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Whether pods are guarded by policies: in the network of their machine they cannot be. */}}
{{- define "fairlead.guarded" -}}
{{- if not (and (eq .Values.mode "standalone") (eq .Values.standalone.network "host")) }}yes{{ end }}
{{- end }}

{{/* Options by their names in the environment; what the operator gives wins. */}}
{{- define "fairlead.config" -}}
{{- $config := dict "KEY" "_" "FAIRLEAD_DATA_DIR" "/var/lib/fairlead" "FAIRLEAD_LOG_FORMAT" "json"
    "FAIRLEAD_METRICS_BIND" "0.0.0.0" "FAIRLEAD_PUBLIC_HOST" .Values.publicHost
    "FAIRLEAD_OPTS" "-XX:MaxRAMPercentage=50" }}
{{- if eq .Values.mode "standalone" }}
{{- if eq .Values.standalone.network "host" }}
{{- $config = merge (dict "FAIRLEAD_METRICS_BIND" "127.0.0.1" "FAIRLEAD_CONSOLE" "off") $config }}
{{- else }}
{{- $config = merge (dict "FAIRLEAD_LAN" "none") $config }}
{{- end }}
{{- if .Values.standalone.webTls }}
{{- $config = merge (dict "FAIRLEAD_WEB_PORT" "8443" "FAIRLEAD_TLS_CERT" "/etc/fairlead/web-tls/tls.crt"
    "FAIRLEAD_TLS_KEY" "/etc/fairlead/web-tls/tls.key") $config }}
{{- end }}
{{- else }}
{{- $config = merge (dict "FAIRLEAD_REDIS" (.Values.redis.external | default "redis://redis:6379")
    "FAIRLEAD_CLUSTER_CONTACT_POINTS" (add (div (int .Values.rendezvous.minReplicas) 2) 1 | toString)) $config }}
{{- if eq .Values.relay.addresses "own" }}
{{- $config = merge (dict "RELAY_DOMAIN" .Values.relay.domain) $config }}
{{- else }}
{{- $config = merge (dict "FAIRLEAD_RELAY_ADDRESS" .Values.relay.address) $config }}
{{- end }}
{{- if .Values.rendezvous.tls }}
{{- $config = merge (dict "FAIRLEAD_CLUSTER_TLS_CERT" "/etc/fairlead/cluster-tls/tls.crt"
    "FAIRLEAD_CLUSTER_TLS_KEY" "/etc/fairlead/cluster-tls/tls.key"
    "FAIRLEAD_CLUSTER_TLS_CA" "/etc/fairlead/cluster-tls/ca.crt") $config }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- $config = merge (dict "FAIRLEAD_WEB_PORT" "8080" "FAIRLEAD_TRUSTED_PROXIES" .Values.ingress.trustedProxies) $config }}
{{- end }}
{{- end }}
{{- merge (deepCopy .Values.config) $config | toYaml }}
{{- end }}
