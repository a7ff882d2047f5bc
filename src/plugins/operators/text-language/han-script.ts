/**
 * Common characters that differ between the scripts, simplified and traditional side by side. Each simplified one is coded in GB 2312 and not in
 * Big5, each traditional one the other way round: a character that both scripts write (后, 里, 台) says nothing and is not here.
 */
export const simplified =
  '这们来时国说会对学发经过还进现样关问间长门见马东车书开动实业让认识语话谈论记请谁读钱铁银错飞饭鱼鸟龙卖买电脑络质检验标签' +
  '数库类别层级张图线组给结约红绿细续维罗罚专产亲众传伤亿仅从备处头奖宝审宽尔尽属岁岛师带帮庆应归录态总恶战执扩护报担择损换' +
  '断无旧显杀杂权条树桥梦楼欢汉济满热爱环独获画疗监盘称稳笔简紧纪纸终统练织继绩编联脸节药虽补规视觉计订讨训议讯设许证评试词' +
  '该误课调谢负贝财责贵费资赛转轮软较输边达运远连选遗邮释针钟钢锁键闭闻阅队阳阶际陆险随难顶项顺须预领频题额风养驱驶鲜点为两' +
  '义乐习乡争务劳势区医华单卫历压员响团园围场块声壮写农决况净减击创刘则刚办劝厅叶号吗启圆坚户抢拥携晓术杨枪栏没沟泪泽测浓渐' +
  '湾灭灯灵烧烦烟爷牵状犹猫玛疯碍础祸禅积穷窍竞笼粮纯纷纳纵绍绕绘绝绪缩罢职肃肠肤脏艺苏荣营萧蓝虑虚蚀装誉趋跃践载辆辑辞迁迟' +
  '递遥酱钥铃锋镇镜闪闲闹雾静韩页顾飘饮饿馆驻骂骑鸡黄齐齿个'
export const traditional =
  '這們來時國說會對學發經過還進現樣關問間長門見馬東車書開動實業讓認識語話談論記請誰讀錢鐵銀錯飛飯魚鳥龍賣買電腦絡質檢驗標籤' +
  '數庫類別層級張圖線組給結約紅綠細續維羅罰專產親眾傳傷億僅從備處頭獎寶審寬爾盡屬歲島師帶幫慶應歸錄態總惡戰執擴護報擔擇損換' +
  '斷無舊顯殺雜權條樹橋夢樓歡漢濟滿熱愛環獨獲畫療監盤稱穩筆簡緊紀紙終統練織繼績編聯臉節藥雖補規視覺計訂討訓議訊設許證評試詞' +
  '該誤課調謝負貝財責貴費資賽轉輪軟較輸邊達運遠連選遺郵釋針鐘鋼鎖鍵閉聞閱隊陽階際陸險隨難頂項順須預領頻題額風養驅駛鮮點為兩' +
  '義樂習鄉爭務勞勢區醫華單衛歷壓員響團園圍場塊聲壯寫農決況淨減擊創劉則剛辦勸廳葉號嗎啟圓堅戶搶擁攜曉術楊槍欄沒溝淚澤測濃漸' +
  '灣滅燈靈燒煩煙爺牽狀猶貓瑪瘋礙礎禍禪積窮竅競籠糧純紛納縱紹繞繪絕緒縮罷職肅腸膚臟藝蘇榮營蕭藍慮虛蝕裝譽趨躍踐載輛輯辭遷遲' +
  '遞遙醬鑰鈴鋒鎮鏡閃閒鬧霧靜韓頁顧飄飲餓館駐罵騎雞黃齊齒個'

const simplifiedSet = new Set(simplified), traditionalSet = new Set(traditional)

const isHan = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x3ffff)
/** Hiragana and katakana with their half-width forms; not the middle dot and the length mark, which Chinese texts use too. */
const isKana = (c: number): boolean => (c >= 0x3041 && c <= 0x309f) || (c >= 0x30a1 && c <= 0x30fa) || (c >= 0xff66 && c <= 0xff9d)
const anyLetter = /\p{L}/u

/** Numbers of characters: letters of any script, those that are Han, kana, and of the two lists. */
export interface ScriptCounts { readonly letters: number, readonly han: number, readonly kana: number, readonly simplified: number, readonly traditional: number }

export const countScripts = (text: string): ScriptCounts => {
  let letters = 0, han = 0, kana = 0, hans = 0, hant = 0
  for (const char of text) {
    const c = char.codePointAt(0)!
    if (isHan(c)) {
      letters++
      han++
      if (simplifiedSet.has(char)) hans++
      else if (traditionalSet.has(char)) hant++
    } else if (isKana(c)) {
      letters++
      kana++
    } else if (anyLetter.test(char)) letters++
  }
  return { letters, han, kana, simplified: hans, traditional: hant }
}
