{{- define "feedstock.name" -}}
{{ .Release.Name }}
{{- end -}}

{{- define "feedstock.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "feedstock.selector" -}}
app.kubernetes.io/name: feedstock
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "feedstock.labels" -}}
{{ include "feedstock.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* Pod security standard "restricted". */}}
{{- define "feedstock.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "feedstock.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "feedstock.mounts" -}}
- name: scratch
  mountPath: /data
- name: tmp
  mountPath: /tmp
{{- end -}}

{{- define "feedstock.image.fields" -}}
image: {{ include "feedstock.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end -}}

{{/* What server and worker read beside the ConfigMap. */}}
{{- define "feedstock.secretEnvironment" -}}
- name: FEEDSTOCK_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.program | quote }}
      key: feedstock-secret
- name: S3_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.program | quote }}
      key: s3-access-key-id
- name: S3_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.program | quote }}
      key: s3-secret-access-key
{{- if .Values.oidc.issuer }}
- name: FEEDSTOCK_OIDC_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ .Values.secrets.program | quote }}
      key: oidc-client-secret
{{- end }}
{{- end -}}
