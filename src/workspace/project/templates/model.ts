import type { LocalisedText, Message } from '../../../kernel/messages.ts'
import type { LabelClass, LabelSchemaDocument, Question } from '../../../sockets/label-schema.ts'
import type { GuidelineDocument } from '../model.ts'
import { standardParts } from './standard-parts.ts'

/** What a new project begins with: a label schema and a guideline that says by example what is right and what is wrong. */
export interface ProjectTemplate {
  readonly id: string
  /** The modality whose files it is for. */
  readonly modality: 'image' | 'text'
  readonly title: Message
  readonly describes: Message
  /** Where the words that people choose go: the classes, or the options of the first question; null where nothing is chosen. */
  readonly choices: 'classes' | 'options' | null
  readonly schema: LabelSchemaDocument
  readonly guideline: GuidelineDocument
}

const say = (hans: string, hant: string, en: string): Message => ({ 'zh-Hans': hans, 'zh-Hant': hant, en })
const labelClass = (id: string, colour: number, kinds: string[], name: Message): LabelClass => ({ id, name, colour, kinds, attributes: [] })
const choice = (id: string, title: Message, options: readonly (readonly [id: string, name: Message])[]): Question => ({ id, title, kind: 'choice', required: true, options: options.map(([option, name]) => ({ id: option, name })) })
const rules = (positive: Message, negative: Message): GuidelineDocument['rules'] => [{ class: null, kind: 'positive', text: positive }, { class: null, kind: 'negative', text: negative }]

const objects = (kind: string): LabelClass[] => [
  labelClass('person', 1, [kind], say('人', '人', 'Person')), labelClass('vehicle', 2, [kind], say('车辆', '車輛', 'Vehicle')), labelClass('sign', 3, [kind], say('标志', '標誌', 'Sign')),
]

export const projectTemplates: readonly ProjectTemplate[] = [
  {
    id: 'image-boxes', modality: 'image', choices: 'classes', title: say('图片：矩形框', '圖片：矩形框', 'Images: boxes'), describes: say('用矩形框标出每个物体', '用矩形框標出每個物體', 'A box around every object'),
    schema: { classes: objects('box'), questions: [] },
    guideline: {
      goal: say('标出图片里每个属于这些类的物体。', '標出圖片裡每個屬於這些類的物體。', 'Mark every object of these classes in the picture.'),
      format: say('矩形框，坐标是原图像素。', '矩形框，坐標是原圖像素。', 'Boxes, in pixels of the original picture.'),
      method: say('先框大的，再框小的；框贴着看得见的边缘，不留空隙。', '先框大的，再框小的；框貼著看得見的邊緣，不留空隙。', 'Large ones first. A box touches the edge that can be seen, without a gap.'),
      quality: say('与真值的交并比不低于 0.7；没有漏标和多标。', '與真值的交並比不低於 0.7；沒有漏標和多標。', 'Intersection over union with the truth at least 0.7; none missed, none too many.'),
      ...standardParts({
        execution: say('先把整张图看一遍，再一类一类地框；放大到能看清边缘。全图没有这些类的物体，也提交，不留空任务。', '先把整張圖看一遍，再一類一類地框；放大到能看清邊緣。全圖沒有這些類的物體，也提交，不留空任務。', 'Look over the whole picture, then go class by class, zoomed in until edges are clear. A picture without any such object is submitted as well.'),
        review: say('先找漏标，再看类别，最后看边缘是否贴合。', '先找漏標，再看類別，最後看邊緣是否貼合。', 'Look for what is missing first, then at the classes, then whether edges fit.'),
        mistakes: say('常见的错：漏掉远处的小物体，一个框里有两个物体，框得过大，类别选错。', '常見的錯：漏掉遠處的小物體，一個框裡有兩個物體，框得過大，類別選錯。', 'Common mistakes: small objects far away are missed, two objects share a box, a box is too large, the class is wrong.'),
      }),
      rules: rules(say('被树挡住一半的车，框住看得见的部分。', '被樹擋住一半的車，框住看得見的部分。', 'A car half behind a tree: the box holds the part that can be seen.'), say('一个框里不放两个物体，哪怕它们靠在一起。', '一個框裡不放兩個物體，哪怕它們靠在一起。', 'Two objects never share a box, even when they touch.')),
    },
  },
  {
    id: 'image-polygons', modality: 'image', choices: 'classes', title: say('图片：多边形', '圖片：多邊形', 'Images: polygons'), describes: say('沿轮廓画多边形', '沿輪廓畫多邊形', 'A polygon along the outline'),
    schema: { classes: objects('polygon'), questions: [] },
    guideline: {
      goal: say('沿看得见的轮廓标出每个物体。', '沿看得見的輪廓標出每個物體。', 'Outline every object along the edge that can be seen.'),
      format: say('多边形，坐标是原图像素。', '多邊形，坐標是原圖像素。', 'Polygons, in pixels of the original picture.'),
      method: say('顶点落在转折处；直边只要两个点，弯处加点。', '頂點落在轉折處；直邊只要兩個點，彎處加點。', 'Vertices stand where the outline turns: two for a straight edge, more for a bend.'),
      quality: say('轮廓偏离不超过 3 像素；与真值的交并比不低于 0.8。', '輪廓偏離不超過 3 像素；與真值的交並比不低於 0.8。', 'The outline is off by at most 3 pixels; intersection over union at least 0.8.'),
      ...standardParts({
        execution: say('放大到能看清轮廓再落点；有洞或被隔成几块的物体，各块都画。', '放大到能看清輪廓再落點；有洞或被隔成幾塊的物體，各塊都畫。', 'Zoom in until the outline is clear before setting a vertex. Of an object in several pieces every piece is drawn.'),
        review: say('放大看轮廓是否偏离，再看有没有漏掉的物体和多出来的影子。', '放大看輪廓是否偏離，再看有沒有漏掉的物體和多出來的影子。', 'Zoom in on the outlines, then look for missing objects and shadows that were taken along.'),
        mistakes: say('常见的错：轮廓切进物体，影子算了进去，细小部件漏掉，相邻物体连成一个。', '常見的錯：輪廓切進物體，影子算了進去，細小部件漏掉，相鄰物體連成一個。', 'Common mistakes: the outline cuts into the object, the shadow is taken along, thin parts are missed, neighbours become one.'),
      }),
      rules: rules(say('车身连同后视镜一起勾出。', '車身連同後視鏡一起勾出。', 'The outline of a car takes its mirrors along.'), say('物体的影子不算物体。', '物體的影子不算物體。', 'The shadow of an object is not the object.')),
    },
  },
  {
    id: 'image-classes', modality: 'image', choices: 'options', title: say('图片：分类', '圖片：分類', 'Images: classification'), describes: say('给整张图选一个类', '給整張圖選一個類', 'One class for the whole picture'),
    schema: { classes: [], questions: [choice('class', say('这张图是什么', '這張圖是什麼', 'What does the picture show'), [['street', say('街道', '街道', 'Street')], ['building', say('建筑', '建築', 'Building')], ['nature', say('自然', '自然', 'Nature')]])] },
    guideline: {
      goal: say('给每张图选一个最符合的类。', '給每張圖選一個最符合的類。', 'Choose the class that fits each picture best.'),
      format: say('每张图一个选项。', '每張圖一個選項。', 'One option per picture.'),
      method: say('看占画面最多的内容；两类相当时选中央的那一类。', '看佔畫面最多的內容；兩類相當時選中央的那一類。', 'What fills most of the picture decides; between equals, what stands in the middle.'),
      quality: say('与复核一致的比例不低于 98 %。', '與覆核一致的比例不低於 98 %。', 'At least 98 % agree with a second look.'),
      ...standardParts({
        execution: say('看完整张图再选；内容不在选项里，就提问，不硬选。', '看完整張圖再選；內容不在選項裡，就提問，不硬選。', 'See the whole picture before choosing. What fits no option is asked about, not forced into one.'),
        review: say('自己先选一遍，再看标注选了什么。', '自己先選一遍，再看標注選了什麼。', 'Choose for yourself first, then look at what was chosen.'),
        mistakes: say('常见的错：只看了一角，把少见的内容归到最熟的类，连续多张不看就选同一个。', '常見的錯：只看了一角，把少見的內容歸到最熟的類，連續多張不看就選同一個。', 'Common mistakes: only a corner was looked at, the unusual is put into the best known class, a row of pictures gets the same answer unseen.'),
      }),
      rules: rules(say('路两边是楼、路占画面大半：街道。', '路兩邊是樓、路佔畫面大半：街道。', 'Houses on both sides, the road fills most of it: Street.'), say('不要按文件名选，只看画面。', '不要按文件名選，只看畫面。', 'The file name does not count, only what can be seen.')),
    },
  },
  {
    id: 'text-entities', modality: 'text', choices: 'classes', title: say('文本：实体', '文本：實體', 'Texts: entities'), describes: say('划出人名、地名、机构等', '劃出人名、地名、機構等', 'Spans for people, places, organisations'),
    schema: { classes: [labelClass('person', 1, ['span'], say('人物', '人物', 'Person')), labelClass('place', 2, ['span'], say('地点', '地點', 'Place')), labelClass('organisation', 3, ['span'], say('机构', '機構', 'Organisation')), labelClass('time', 4, ['span'], say('时间', '時間', 'Time'))], questions: [] },
    guideline: {
      goal: say('划出文中每一处属于这些类的实体。', '劃出文中每一處屬於這些類的實體。', 'Mark every mention of these entities in the text.'),
      format: say('文本片段，边界按字符。', '文本片段，邊界按字符。', 'Spans, exact to the character.'),
      method: say('从头读到尾；取最长的完整名称，不含前后的标点。', '從頭讀到尾；取最長的完整名稱，不含前後的標點。', 'Read from the beginning. Take the longest complete name, without punctuation around it.'),
      quality: say('边界和类别都对才算对；F1 不低于 0.95。', '邊界和類別都對才算對；F1 不低於 0.95。', 'Right means border and class; F1 at least 0.95.'),
      ...standardParts({
        execution: say('同一个名称每次出现都划；一个名称套着另一个，划最长的。', '同一個名稱每次出現都劃；一個名稱套著另一個，劃最長的。', 'A name is marked each time it appears. Of names within each other the longest is marked.'),
        review: say('先找漏划，再核对边界有没有多一个字、少一个字，最后看类别。', '先找漏劃，再核對邊界有沒有多一個字、少一個字，最後看類別。', 'Look for missing mentions first, then for borders off by a character, then at the classes.'),
        mistakes: say('常见的错：带上了标点或称谓，简称漏划，机构和地点分不清。', '常見的錯：帶上了標點或稱謂，簡稱漏劃，機構和地點分不清。', 'Common mistakes: punctuation or a title is taken along, short names are missed, organisations are taken for places.'),
      }),
      rules: rules(say('“贵阳市人民政府”整个是一个机构。', '“貴陽市人民政府”整個是一個機構。', '“University of Guiyang” as a whole is one organisation.'), say('“他”“该公司”这样的代称不划。', '“他”“該公司”這樣的代稱不劃。', 'References such as “he” or “the company” are not marked.')),
    },
  },
  {
    id: 'text-classes', modality: 'text', choices: 'options', title: say('文本：分类', '文本：分類', 'Texts: classification'), describes: say('给每段文本选一个类', '給每段文本選一個類', 'One class for each text'),
    schema: { classes: [], questions: [choice('class', say('这段文本的态度', '這段文本的態度', 'The attitude of the text'), [['positive', say('正面', '正面', 'Positive')], ['neutral', say('中立', '中立', 'Neutral')], ['negative', say('负面', '負面', 'Negative')]])] },
    guideline: {
      goal: say('判断每段文本属于哪一类。', '判斷每段文本屬於哪一類。', 'Decide which class each text belongs to.'),
      format: say('每段文本一个选项。', '每段文本一個選項。', 'One option per text.'),
      method: say('读完全文再选；前后不一致时以结尾为准。', '讀完全文再選；前後不一致時以結尾為準。', 'Read to the end before choosing; where it turns, the end decides.'),
      quality: say('与复核一致的比例不低于 95 %。', '與覆核一致的比例不低於 95 %。', 'At least 95 % agree with a second look.'),
      ...standardParts({
        execution: say('按文本说的选，不按自己的看法选；反话按作者的意思判断。', '按文本說的選，不按自己的看法選；反話按作者的意思判斷。', 'What the text says counts, not what you think of it. Irony is judged by what the author means.'),
        review: say('自己先读完选一遍，再看标注；不一致时找出文中的依据。', '自己先讀完選一遍，再看標注；不一致時找出文中的依據。', 'Read and choose for yourself first; where it differs, find the words that decide.'),
        mistakes: say('常见的错：看到一个情绪词就下结论，没读结尾，把陈述事实当成态度。', '常見的錯：看到一個情緒詞就下結論，沒讀結尾，把陳述事實當成態度。', 'Common mistakes: one strong word decides, the end was not read, facts are taken for an attitude.'),
      }),
      rules: rules(say('“送得晚，但东西很好”：正面。', '“送得晚，但東西很好”：正面。', '“It came late, but it is very good”: Positive.'), say('只陈述事实、没有态度的，不选正面或负面。', '只陳述事實、沒有態度的，不選正面或負面。', 'A text that only states facts is neither positive nor negative.')),
    },
  },
  {
    id: 'image-caption', modality: 'image', choices: null, title: say('图片：描述', '圖片：描述', 'Images: caption'), describes: say('写一句话描述图片', '寫一句話描述圖片', 'A sentence that describes the picture'),
    schema: { classes: [], questions: [{ id: 'caption', title: say('用一句话描述这张图', '用一句話描述這張圖', 'Describe the picture in a sentence'), kind: 'text', required: true }] },
    guideline: {
      goal: say('用一句话说清图里有什么、在做什么。', '用一句話說清圖裡有什麼、在做什麼。', 'Say in a sentence what is in the picture and what happens.'),
      format: say('一个完整的句子，10 到 40 个字。', '一個完整的句子，10 到 40 個字。', 'One complete sentence of 8 to 30 words.'),
      method: say('先说主体，再说动作，最后说环境。', '先說主體，再說動作，最後說環境。', 'The subject first, then what it does, then where.'),
      quality: say('说的都看得见；主体不遗漏；没有错别字。', '說的都看得見；主體不遺漏；沒有錯別字。', 'Everything said can be seen, the subject is there, the spelling is right.'),
      ...standardParts({
        execution: say('只写看得见的，不写猜的；不写人的姓名、车牌和门牌。写完读一遍。', '只寫看得見的，不寫猜的；不寫人的姓名、車牌和門牌。寫完讀一遍。', 'Write what can be seen and nothing guessed; no names of people, number plates or house numbers. Read it once more.'),
        review: say('不看描述先看图，再逐句核对：说的都在图里，重要的都说了。', '不看描述先看圖，再逐句核對：說的都在圖裡，重要的都說了。', 'Look at the picture before the sentence, then check it word by word: all of it is there, and nothing important is missing.'),
        mistakes: say('常见的错：猜测关系和情绪，漏掉主体，数目不对，套用同一个句式，有错别字。', '常見的錯：猜測關係和情緒，漏掉主體，數目不對，套用同一個句式，有錯別字。', 'Common mistakes: guessed relations and moods, a missing subject, wrong numbers, the same phrase every time, misspelt words.'),
      }),
      rules: rules(say('“两个人撑着伞走过斑马线，路面是湿的。”', '“兩個人撐著傘走過斑馬線，路面是濕的。”', '“Two people with umbrellas walk over a zebra crossing on a wet road.”'), say('“一张好看的街景图。”没有说出看得见的内容。', '“一張好看的街景圖。”沒有說出看得見的內容。', '“A nice picture of a street.” says nothing that can be seen.')),
    },
  },
]

/** Ids are for ever and never shown: a word in Latin letters names itself, any other is numbered. */
const idOf = (word: string, place: number, taken: ReadonlySet<string>): string => {
  const plain = word.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
  if (plain !== '' && !taken.has(plain)) return plain
  for (let n = place + 1; ; n++) if (!taken.has(`c${n}`)) return `c${n}`
}

const words = (template: ProjectTemplate): readonly { readonly id: string, readonly name: LocalisedText }[] =>
  template.choices === 'classes' ? template.schema.classes : template.choices === 'options' ? template.schema.questions[0]?.options ?? [] : []

/** The template's choices in one language, as a person edits them. */
export const choicesOf = (template: ProjectTemplate, locale: keyof Message): readonly string[] => words(template).map(w => w.name[locale] ?? '')

/**
 * The label schema with a person's own words in place of the template's. A word of the template keeps its id and its names in all
 * languages; a new one has the language in which it was typed. Empty and repeated words are left out.
 */
export const schemaWith = (template: ProjectTemplate, chosen: readonly string[], locale: keyof Message): LabelSchemaDocument => {
  const known = new Map(words(template).map(w => [w.name[locale], w])), taken = new Set<string>()
  const named = [...new Set(chosen.map(w => w.trim()).filter(Boolean))].map((word, place) => {
    const own = known.get(word), id = own && !taken.has(own.id) ? own.id : idOf(word, place, taken)
    taken.add(id)
    return { id, name: own?.name ?? { [locale]: word } }
  })
  const { classes, questions } = template.schema, kinds = classes[0]?.kinds ?? [], [first, ...others] = questions
  switch (template.choices) {
    case 'classes': return { classes: named.map((w, i) => ({ ...w, colour: (i % 24) + 1, kinds: [...kinds], attributes: [] })), questions }
    case 'options': return { classes, questions: first ? [{ ...first, options: named }, ...others] : [] }
    case null: return template.schema
  }
}

/** What holds for every guideline, for those that are written elsewhere. */
export { standardParts } from './standard-parts.ts'
