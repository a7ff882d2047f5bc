import type { TextClass, TextLanguage } from '../model.ts'

type Templates = { readonly [L in TextLanguage]: { readonly [C in TextClass]: readonly string[] } }

export const templates: Templates = {
  'zh-Hans': {
    news: [
      '{time}，{organisation}在{place}开工建设新的研发中心，预计带来 {n} 个岗位。负责人{person}说，首批设备已经到货。',
      '{place}讯：受降雨影响，{place}部分路段{time}临时封闭，公交 {n} 路改道。交管部门提醒市民提前查看路线。',
      '{organisation}{time}公布年报，营业收入增长 {n}%。董事长{person}表示，将把利润的一部分投向{place}的教育项目。',
      '{person}{time}当选{organisation}负责人。此前她在{place}工作了 {n} 年，主持过旧城供水改造。',
      '{time}，第 {n} 届读书节在{place}开幕。{organisation}捐出两万册图书，作家{person}朗读了新作片段。',
      '{place}的一座百年石桥完成修缮，{time}重新通行。工程由{organisation}承担，{person}任总工程师。',
      '{organisation}与{organisation}{time}在{place}签约，共建冷链仓库，面积约 {n} 亩。',
      '一只走失的黑鹳{time}在{place}被发现。{organisation}的{person}检查后认为它只是轻伤，观察 {n} 天即可放飞。',
      '{place}地铁三号线{time}试运行，全程 {n} 分钟。市民{person}一早就来排队，成了第一位乘客。',
      '{organisation}召回一批{product}，原因是插头过热。受影响的产品售于{time}，消费者可在{place}门店免费更换。',
      '青年工程师{person}凭借节水装置获奖。装置{time}在{place}试用，每月节水 {n} 吨。',
      '{time}，{place}举办山地马拉松，{n} 名选手完赛。{organisation}派出医疗队，{person}获得女子组第一。',
      '{organisation}发布公告：{place}营业厅{time}搬迁，新址在{place}，业务办理时间不变。',
    ],
    review: [
      '{product}用了 {n} 天，声音很小，做饭也快。就是说明书太厚，看了半天。',
      '给父母买的{product}，{time}收到，包装完整。妈妈说比以前那个轻，很满意{emoji}',
      '不推荐{product}。{time}才修好，没过几天又坏了，{organisation}的客服一直让等。',
      '第二次买{product}，颜色和图片一样。{organisation}发货快，从{place}寄来只用了两天。',
      '{product}性价比一般，边缘有毛刺，{n} 块钱的东西不能要求太多。',
      '背着{product}去了{place}，下雨也没进水{emoji}就是肩带有点硬。',
      '同事{person}推荐的{product}，确实好用，电池能撑 {n} 个小时。',
      '{product}的颜色我喜欢，尺码偏小，建议买大一号。{time}已经换货。',
      '在{place}的店里试过{product}，回来下单便宜了 {n} 元，划算。',
      '{organisation}这次让人失望，{product}少了一个配件，问了 {n} 次没人回。',
      '孩子很喜欢{product}，每天都要用。{time}降价了，有点心疼{emoji}',
      '{product}做工扎实，{person}也买了一个。唯一的缺点是充电口在底部。',
    ],
    service: [
      '客户：我{time}下单的{product}还没到。\n客服：已经查到，包裹在{place}，明天送达。\n客户：好的，我的手机是 {phone}。',
      '客服：这里是{organisation}，怎么称呼？\n客户：我叫{person}，{product}打不开了。\n客服：按住电源键 {n} 秒再试一次。',
      '客户：退款什么时候到？\n客服：{time}已经退回尾号对应的卡，卡号 {bank-card}，请留意短信。',
      '客户：要开发票，抬头写{organisation}。\n客服：发到哪个邮箱？\n客户：{email}，谢谢。',
      '客服：实名认证需要核对证件。\n客户：{person}，身份证 {resident-id}。\n客服：核对通过，{n} 分钟后生效。',
      '客户：{place}的门店几点关门？\n客服：晚上九点，{time}起延长半小时。',
      '客户：{product}能寄到{place}吗？\n客服：可以，运费 {n} 元。\n客户：那就寄，联系 {phone}。',
      '客户：我要投诉，{time}来的师傅没戴鞋套。\n客服：记录下来了，主管{person}今天回电。',
      '客服：{organisation}回访，{product}装好了吗？\n客户：装好了，师傅{person}很细心{emoji}',
      '客户：密码忘了。\n客服：验证码发到 {email}，{n} 分钟内有效。\n客户：收到了。',
      '客户：会员能转给家人吗？\n客服：能，报一下对方姓名和证件。\n客户：{person}，{resident-id}，电话 {phone}。',
      '客户：{time}我在{place}丢了一个{product}。\n客服：失物招领登记了，编号 {n}，找到会打 {phone}。',
    ],
  },
  'zh-Hant': {
    news: [
      '{time}，{organisation}在{place}設立數據中心，首期投入 {n} 億元。負責人{person}說，明年可以投入使用。',
      '{place}的渡輪{time}恢復通航，單程 {n} 分鐘。乘客{person}說，終於不用繞路。',
      '{organisation}宣佈{person}{time}起出任總經理，辦公地點設在{place}。',
      '{time}，{place}舉行龍舟賽，{n} 支隊伍參加，{organisation}奪冠。',
    ],
    review: [
      '{product}的質感很好，{time}到貨，比預期快{emoji}',
      '買了 {n} 個{product}送同事，{person}說聲音清楚，值得。',
      '{product}用了兩週就壞，{organisation}不肯換，失望。',
      '帶著{product}去{place}，輕便耐用，顏色也好看。',
    ],
    service: [
      '客戶：{product}的保修期多久？\n客服：{n} 個月，{time}之前都可以送修。',
      '客戶：我是{person}，想改收貨地址到{place}。\n客服：電話是 {phone} 嗎？\n客戶：對。',
      '客服：{organisation}客服，有甚麼可以幫忙？\n客戶：發票寄到 {email}。',
      '客戶：款項付了 {n} 元，卡號 {bank-card}，還沒入賬。\n客服：{time}會到賬。',
    ],
  },
  en: {
    news: [
      '{organisation} opened a research centre in {place} {time}. Director {person} said it will employ {n} people.',
      'Heavy rain closed two roads near {place} {time}. Crews from {organisation} expect to finish within {n} hours.',
      '{person} was named head of {organisation} {time} after {n} years with the firm.',
      'A lost heron was found in {place} {time}. {person} of {organisation} says it will fly again in {n} days.',
      '{organisation} recalled {n} units of the {product} because the plug may overheat.',
      'The night train to {place} returns {time}. Tickets start at {n} euros, {organisation} said.',
    ],
    review: [
      'The {product} is lighter than I thought and lasted {n} hours on one charge {emoji}',
      'Ordered {time}, arrived broken. {organisation} never answered. Would not buy the {product} again.',
      'Took the {product} to {place} and it rained all day. Still dry inside.',
      'My friend {person} told me about the {product}. Good sound, poor manual.',
      'Decent for {n} dollars, but the {product} scratches easily.',
      'Second {product} in our house. The new hinge is a clear step forward {emoji}',
    ],
    service: [
      'Customer: My {product} has not arrived.\nAgent: It left {place} {time}.\nCustomer: Write to {email} if it is late.',
      'Agent: {organisation}, this is {person}. How can I help?\nCustomer: The {product} does not start.\nAgent: Hold the button for {n} seconds.',
      'Customer: I paid with card {bank-card} and was charged twice.\nAgent: One payment goes back {time}.',
      'Customer: Can someone call me on {phone}?\nAgent: {person} will call {time}.',
      'Agent: Where did you leave the {product}?\nCustomer: At {place}, {time}.\nAgent: Noted as case {n}.',
      'Customer: I want to move my account to {person}.\nAgent: Send the form to {email}. It takes {n} days.',
    ],
  },
}

/** A second sentence that half of the texts get. */
export const closings: Templates = {
  'zh-Hans': {
    news: ['更多消息将在{time}公布。', '{place}居民{person}说，盼这一天很久了。', '记者{person}报道。', '项目总投资 {n} 亿元。', '有关部门正在核实细节。'],
    review: ['总之可以买。', '打 {n} 分，满分一百。', '再也不买了{emoji}', '{time}再来追评。', '物流比{organisation}上次快。'],
    service: ['\n客服：还有别的问题吗？\n客户：没有了。', '\n客服：工单号 {n}，{time}前回复。', '\n客户：行，先这样{emoji}', '\n客户：{person}也遇到过，麻烦一起处理。'],
  },
  'zh-Hant': {
    news: ['詳情{time}公佈。', '{person}報道。', '總投資 {n} 億元。'],
    review: ['推薦給大家。', '打 {n} 分。', '{time}再來補充{emoji}'],
    service: ['\n客服：還有其他問題嗎？\n客戶：沒有了。', '\n客服：編號 {n}，{time}前回覆。'],
  },
  en: {
    news: [' More details follow {time}.', ' {person} reports from {place}.', ' The project costs {n} million.'],
    review: [' Four stars.', ' Would give it {n} out of 100.', ' Update to follow {time} {emoji}'],
    service: ['\nAgent: Anything else?\nCustomer: No, that is all.', '\nAgent: Case {n}, answer {time}.'],
  },
}

/** Shorter than any text worth labelling. */
export const tooShort: { readonly [L in TextLanguage]: readonly string[] } = { 'zh-Hans': ['好', '嗯嗯', '👍', '收到', '。。。', '1'], 'zh-Hant': ['好', '謝'], en: ['ok', 'k'] }
/** What a copied text often carries at its end. */
export const copyMarks: { readonly [L in TextLanguage]: readonly string[] } = { 'zh-Hans': ['（转载）', '\n来源：网络', ' 点击查看全文'], 'zh-Hant': ['（轉載）', '\n來源：網絡'], en: [' (reposted)', '\nSource: web'] }
