import type { Message } from '../../kernel/messages.ts'
import type { GuidelineDocument } from '../../workspace/project/model.ts'
import { standardParts } from '../../workspace/project/templates/model.ts'

const say = (hans: string, hant: string, en: string): Message => ({ 'zh-Hans': hans, 'zh-Hant': hant, en })
/** What belongs to a class and what does not. */
const shown = (id: string, positive: Message, negative: Message): GuidelineDocument['rules'] => [{ class: id, kind: 'positive', text: positive }, { class: id, kind: 'negative', text: negative }]

/** The sample's guideline: every part and every example that GB/T 45674-2025 asks for. */
export const sampleGuideline: GuidelineDocument = {
  goal: say('标出街景中的交通参与者和设施，标出短文中的实体。', '標出街景中的交通參與者和設施，標出短文中的實體。', 'Mark road users and signals in street scenes, and entities in short texts.'),
  format: say('图像用矩形框或多边形；文本用片段。坐标是原图像素。', '圖像用矩形框或多邊形；文本用片段。坐標是原圖像素。', 'Boxes or polygons on images, spans in texts. Coordinates are pixels of the original.'),
  method: say('先框大的，再框小的。框贴着看得见的边缘。', '先框大的，再框小的。框貼著看得見的邊緣。', 'Large ones first, then small ones. A box touches the edge that can be seen.'),
  quality: say('框与真值的交并比不低于 0.7；实体边界一字不差。', '框與真值的交並比不低於 0.7；實體邊界一字不差。', 'Intersection over union with the truth at least 0.7; entity borders exact to the character.'),
  ...standardParts({
    execution: say('街景一类一类地框，短文从头读到尾；没有这些类的，也提交。', '街景一類一類地框，短文從頭讀到尾；沒有這些類的，也提交。', 'Go through a street class by class and through a text from its first word; submit those that hold none of the classes too.'),
    review: say('先找漏标，再看类别，最后看边界。', '先找漏標，再看類別，最後看邊界。', 'Look for what is missing first, then at the classes, then at the borders.'),
    mistakes: say('常见的错：漏掉远处的行人，货车标成公交车，实体多带一个字。', '常見的錯：漏掉遠處的行人，貨車標成公交車，實體多帶一個字。', 'Common mistakes: pedestrians far away are missed, a truck is marked as a bus, an entity has one character too many.'),
  }),
  rules: [
    { class: 'car', kind: 'rule', text: say('后视镜超出不超过 5 像素可忽略。', '後視鏡超出不超過 5 像素可忽略。', 'Mirrors that stick out by up to 5 pixels may be left out.') },
    ...shown('car', say('被挡住一半的小客车，框住看得见的部分。', '被擋住一半的小客車，框住看得見的部分。', 'A car half hidden: box the part that can be seen.'), say('橱窗和广告上画的车不标。', '櫥窗和廣告上畫的車不標。', 'Cars on posters and in shop windows are not marked.')),
    ...shown('bus', say('整车一个框，含车顶的空调。', '整車一個框，含車頂的空調。', 'One box for the whole bus, with what stands on its roof.'), say('厢式货车没有侧窗，用“货车”。', '廂式貨車沒有側窗，用“貨車”。', 'A van without side windows is no bus: use “Truck”.')),
    ...shown('truck', say('车头和货厢一个框。', '車頭和貨廂一個框。', 'Cab and load share one box.'), say('有一排侧窗的，用“公交车”。', '有一排側窗的，用“公交車”。', 'With a row of side windows it is a bus.')),
    ...shown('pedestrian', say('打伞的人连伞一个框。', '打傘的人連傘一個框。', 'A person with an umbrella is boxed with it.'), say('骑在车上的人不用本类，用“电动自行车”。', '騎在車上的人不用本類，用“電動自行車”。', 'A rider is not this class: use “E-bike”.')),
    ...shown('e-bike', say('人和车画一个框，从头盔到轮胎。', '人和車畫一個框，從頭盔到輪胎。', 'One box for rider and bike, from helmet to tyre.'), say('推行的车不用本类，用“行人”。', '推行的車不用本類，用“行人”。', 'A bike that is pushed is not this class: use “Pedestrian”.')),
    ...shown('traffic-light', say('框住灯箱，亮灭都标。', '框住燈箱，亮滅都標。', 'Box the housing, lit or not.'), say('车灯和路灯不是信号灯。', '車燈和路燈不是信號燈。', 'Headlights and street lamps are no traffic lights.')),
    ...shown('traffic-sign', say('框住牌面，不含立柱。', '框住牌面，不含立柱。', 'Box the plate without its post.'), say('店铺招牌不标。', '店鋪招牌不標。', 'Shop signs are not marked.')),
    ...shown('person', say('全名一段，不含称呼：“王小满”。', '全名一段，不含稱呼：“王小滿”。', 'The full name without its title: “Wang Xiaoman”.'), say('“他”“那位老师”不标。', '“他”“那位老師”不標。', '“He” and “that teacher” are not marked.')),
    ...shown('organisation', say('机构全称一段。', '機構全稱一段。', 'The full name is one span.'), say('“该公司”这样的代称不标。', '“該公司”這樣的代稱不標。', 'Do not mark references such as “the company”.')),
    ...shown('place', say('“贵阳市观山湖区”是一段。', '“貴陽市觀山湖區”是一段。', '“Guanshanhu, Guiyang” is one span.'), say('机构名里的地名不另标。', '機構名裡的地名不另標。', 'A place inside the name of an organisation is not marked again.')),
    ...shown('product', say('产品名连型号一段。', '產品名連型號一段。', 'The product with its model is one span.'), say('“手机”这样的品类不标。', '“手機”這樣的品類不標。', 'Kinds of things, such as “phone”, are not marked.')),
    ...shown('time', say('整个时间表达为一段：“11 月 24 日上午 9 点”。', '整個時間表達為一段：“11 月 24 日上午 9 點”。', 'The whole expression is one span: “9 a.m. on 24 November”.'), say('“以后”“最近”不标。', '“以後”“最近”不標。', '“Later” and “recently” are not marked.')),
  ],
}
