import { defineFailures } from '../../../kernel/failure.ts'

/** Object storage of others: reaching it, and what was found there. */
export const storageFailures = defineFailures('storage', {
  unknownConnection: { status: 404, text: { 'zh-Hans': '找不到这个存储连接，或不在你能看到的范围内。', 'zh-Hant': '找不到這個存儲連接，或不在你能看到的範圍內。', en: 'No such storage connection, or outside what you can see.' } },
  unknownSource: { status: 404, text: { 'zh-Hans': '找不到这个关联的来源，或不在你能看到的范围内。', 'zh-Hant': '找不到這個關聯的來源，或不在你能看到的範圍內。', en: 'No such linked source, or outside what you can see.' } },
  nameTaken: { status: 409, text: { 'zh-Hans': '项目里已有名为“{name}”的连接。', 'zh-Hant': '項目裡已有名為“{name}”的連接。', en: 'The project has a connection named "{name}" already.' } },
  inUse: { status: 409, text: { 'zh-Hans': '还有 {n, number} 个来源用这个连接，不能删除。', 'zh-Hant': '還有 {n, number} 個來源用這個連接，不能刪除。', en: '{n, plural, one {# source uses} other {# sources use}} this connection; it stays.' } },
  alreadyLinked: { status: 409, text: { 'zh-Hans': '这个数据集已关联这个前缀。', 'zh-Hant': '這個數據集已關聯這個前綴。', en: 'The dataset is linked to this prefix already.' } },
  outsidePrefix: { status: 422, text: { 'zh-Hans': '前缀要以连接的“{prefix}”开头。', 'zh-Hant': '前綴要以連接的“{prefix}”開頭。', en: 'The prefix must begin with the connection\'s own, "{prefix}".' } },
  sourceEnded: { status: 409, text: { 'zh-Hans': '这个来源已停止关联。', 'zh-Hant': '這個來源已停止關聯。', en: 'This source is no longer linked.' } },
  syncRunning: { status: 409, text: { 'zh-Hans': '同步正在进行，等它结束。', 'zh-Hant': '同步正在進行，等它結束。', en: 'A sync is under way; wait for its end.' } },
  nothingToTake: { status: 409, text: { 'zh-Hans': '没有改变了的对象可取。', 'zh-Hant': '沒有改變了的對象可取。', en: 'No changed object is there to be taken.' } },
  badEndpoint: { status: 422, text: { 'zh-Hans': '地址要写成 https://主机，后面不带路径。', 'zh-Hant': '地址要寫成 https://主機，後面不帶路徑。', en: 'Write the address as https://host, without a path.' } },
  plainHttp: { status: 422, text: { 'zh-Hans': '“{host}”要用 https。只有运维在 FEEDSTOCK_STORAGE_HOSTS 里列出的主机可以用 http。', 'zh-Hant': '“{host}”要用 https。只有運維在 FEEDSTOCK_STORAGE_HOSTS 裡列出的主機可以用 http。', en: '"{host}" needs https. Only hosts that the operator lists in FEEDSTOCK_STORAGE_HOSTS may do without.' } },
  privateAddress: { status: 422, text: { 'zh-Hans': '“{host}”是内网地址，已拒绝。运维把它列入 FEEDSTOCK_STORAGE_HOSTS 后可用。', 'zh-Hant': '“{host}”是內網地址，已拒絕。運維把它列入 FEEDSTOCK_STORAGE_HOSTS 後可用。', en: '"{host}" is an address of a private network and was refused. The operator can list it in FEEDSTOCK_STORAGE_HOSTS.' } },
  unreachable: { status: 502, text: { 'zh-Hans': '连不上“{host}”：{reason}。', 'zh-Hant': '連不上“{host}”：{reason}。', en: '"{host}" cannot be reached: {reason}.' } },
  denied: { status: 422, text: { 'zh-Hans': '存储服务拒绝访问“{bucket}”（{reason}）。检查密钥和它的权限。', 'zh-Hant': '存儲服務拒絕訪問“{bucket}”（{reason}）。檢查密鑰和它的權限。', en: 'The storage refuses access to "{bucket}" ({reason}). Check the key and what it may do.' } },
  noSuchBucket: { status: 422, text: { 'zh-Hans': '没有名为“{bucket}”的存储桶。', 'zh-Hant': '沒有名為“{bucket}”的存儲桶。', en: 'There is no bucket "{bucket}".' } },
  badAnswer: { status: 502, text: { 'zh-Hans': '“{host}”的回答不对：{reason}。', 'zh-Hant': '“{host}”的回答不對：{reason}。', en: '"{host}" gave an answer that makes no sense: {reason}.' } },
  secretLost: { status: 409, text: { 'zh-Hans': '这个连接的密钥打不开（安装的主密钥变了）。重新填写密钥。', 'zh-Hant': '這個連接的密鑰打不開（安裝的主密鑰變了）。重新填寫密鑰。', en: 'The secret of this connection cannot be opened (the installation\'s own secret changed). Enter it again.' } },
  packed: { status: 422, text: { 'zh-Hans': '压缩包和表格不能按引用关联。上传它来导入。', 'zh-Hant': '壓縮包和表格不能按引用關聯。上傳它來導入。', en: 'Archives and tables cannot be linked by reference. Upload it to import it.' } },
  movedOn: { status: 200, text: { 'zh-Hans': '读取时对象又变了，下次同步再读。', 'zh-Hant': '讀取時對象又變了，下次同步再讀。', en: 'The object changed while it was read; the next sync reads it.' } },
  changed: { status: 410, text: { 'zh-Hans': '外部对象“{key}”已不是登记时的内容，不再提供。', 'zh-Hant': '外部對象“{key}”已不是登記時的內容，不再提供。', en: 'The outside object "{key}" is not what was recorded; it is not served.' } },
  missing: { status: 410, text: { 'zh-Hans': '外部对象“{key}”已不在那里。', 'zh-Hant': '外部對象“{key}”已不在那裡。', en: 'The outside object "{key}" is no longer there.' } },
})
