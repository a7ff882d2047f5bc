import type { ExportStatement } from './model.ts'

/** What the reader of an export needs, in three languages: what is in it, what it proves and what not, how to verify it. */
export const readmeOf = ({ organisation, project, from, to, madeAt, entries, seals }: Omit<ExportStatement, 'format' | 'files'>, fingerprint: string): string => `# 变更记录导出 / 變更記錄導出 / Export of the journal

| | |
|---|---|
| Organisation | \`${organisation}\` |
| Project | ${project ? `\`${project}\`` : '–'} |
| From (included) | ${from} |
| To (excluded) | ${to} |
| Made | ${madeAt} |
| Entries | ${entries} |
| Seals | ${seals.first} – ${seals.last} |
| Key (SHA-256) | \`${fingerprint}\` |

## 简体中文

* \`entries.jsonl\`：记录，每行一条，按位置排序。\`seals.jsonl\`：封印，每个封印签过名并接着前一个。\`checkpoint.json\`：导出时最新的封印。
* 核验（不联网）：\`feedstock audit verify 文件 --key 指纹\`。改动、删除、插入、调换任何一条都会被发现并指出位置。
* 保存好 \`checkpoint.json\`：以后即使有人重写整个数据库并重新签名，拿它核验（\`--checkpoint\`）也会发现。
* 不属于本项目或本时段的记录不在这里，只留下摘要值；本时段的记录齐全，由导出时的签名担保。

## 繁體中文

* \`entries.jsonl\`：記錄，每行一條，按位置排序。\`seals.jsonl\`：封印，每個封印簽過名並接著前一個。\`checkpoint.json\`：導出時最新的封印。
* 核驗（不聯網）：\`feedstock audit verify 文件 --key 指紋\`。改動、刪除、插入、調換任何一條都會被發現並指出位置。
* 保存好 \`checkpoint.json\`：以後即使有人重寫整個數據庫並重新簽名，拿它核驗（\`--checkpoint\`）也會發現。
* 不屬於本項目或本時段的記錄不在這裡，只留下摘要值；本時段的記錄齊全，由導出時的簽名擔保。

## English

* \`entries.jsonl\`: the entries, one a line, by place. \`seals.jsonl\`: the seals, each signed and linked to the one before. \`checkpoint.json\`: the newest seal when this was made.
* Verify it offline: \`feedstock audit verify FILE --key FINGERPRINT\`. An entry that was changed, removed, put in or moved is found and named.
* Keep \`checkpoint.json\`: even if somebody later rewrites the whole database and signs it anew, verifying with it (\`--checkpoint\`) finds that.
* Entries outside the project or the period are not here; a digest stands for each. That none of the period is missing is vouched for by the signature of this export.
`
