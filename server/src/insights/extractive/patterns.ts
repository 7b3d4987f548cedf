import type { Language } from './language.js';

/** The patterns that classify the sentences of one language. They are matched against the sentence in lower case. */
export interface Patterns {
  /** A greeting or a filler at the beginning. */
  readonly greeting: RegExp;
  readonly agreement: RegExp;
  readonly decision: RegExp;
  /** The speaker proposes something to do together. The proposal becomes a decision once another participant agrees. */
  readonly proposal: RegExp;
  /** The speaker will do something. */
  readonly promise: RegExp;
  /** The speaker has a plan, a wish or a problem, which is usually the topic of the conversation. */
  readonly concern: RegExp;
  /**
   * The speaker asks another participant to do something. The request becomes a task of that participant once they
   * agree.
   */
  readonly request: RegExp;
  /** The speaker advises another participant what to do. */
  readonly advice: RegExp;
  /** The subject is a pronoun that refers to an earlier sentence. */
  readonly dangling: RegExp;
  readonly question: RegExp;
  /** An answer that leaves the question open. */
  readonly nonAnswer: RegExp;
  /** The date or time by which a task is due. */
  readonly due: RegExp;
}

/** Matches whole words: `\b` recognises only ASCII words. */
const arabicPattern = (source: string) => new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, 'u');

export const patterns: Readonly<Record<Language, Patterns>> = {
  en: {
    greeting:
      /^(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|night)|bye|goodbye|see (?:you|ya|u)|take care|thanks?|thank you|thx|ty|you(?:'re| are) welcome|no problem|np|my pleasure|cheers|how are you|how's it going|how have you been|what's up|nice to (?:meet|see) you|have a (?:nice|good|great)|lol|haha+|hehe|congrat\w*|me too|i see|really|oh|wow|ok|okay|sure|yes|yeah|no|great|cool|nice|awesome|perfect|come on|of course|exactly|right|sounds good|good (?:idea|luck|point)|guess what|not (?:yet|really|at all)|let me (?:see|look|think|check)|(?:can|could|may) i (?:ask|help|come in|(?:talk|speak) (?:to|with) you|have a word)|(?:please )?(?:(?:take|have) a seat|sit down|come in|go ahead|hold on|follow me|(?:just |wait )?(?:a|one) (?:moment|minute|second|sec)\b)|here (?:you|we) (?:are|go)|here (?:it is|they are)|never mind|don't (?:mention it|worry)|it doesn't matter|(?:are )?you kidding|how can i help|what can i do|what happened|what(?:'s| is) (?:the matter|wrong|going on|new)|why(?: not)?\?|i'm sorry|sorry|i (?:will|do|did|am|have|know)(?=[,.!]|$))\b/u,
    agreement:
      /^(?:(?:oh|well|hmm|ah),? )?(?:ok|okay|k|sure|yes|yeah|yep|yup|agreed|deal|done|fine|of course|absolutely|definitely|certainly|perfect|great|good idea|good point|sounds (?:good|great|like a plan|fine)|that(?:'s| is) (?:fine|a good idea|a great idea|a deal|great|perfect)|works for me|count me in|i(?:'m| am) in|i agree|why not|no problem|with pleasure|i'd love to|will do|alright|all right|let's do (?:it|that)|you got it|right|fair enough|that(?:'s| is) fair|\S+ (?:\S+ )?(?:is|are|would be|sounds) (?:fine|good|great|perfect|ok|okay|better))\b/u,
    decision:
      /\b(?:we(?:'ve| have)? (?:all )?(?:decided|agreed|settled)|it(?:'s| is) (?:decided|settled|a deal|agreed)|that(?:'s| is) (?:settled|decided|a deal)|(?:the|our|final) decision|we(?:'ll| will| are going to|'re going to) (?:go (?:with|for|ahead)|stick|postpone|cancel|move|take|meet|buy|use|ship|launch|choose)|deal\b(?! with)|let's (?:go with|do (?:it|that)|say|agree)|(?:ok|okay|good|fine|right),? then (?:i|we)(?:'ll| will)|i(?:'ll| will) (?:take|sign) (?:it|this|that)|make it \d)|^then (?:i|we|it)(?:'ll| will| is)\b|^(?:ok|okay|fine),? \d+\b|\b(?:that|this|\w+day|\d+) it is\b|^(?:agreed|deal|done deal)\b/u,
    proposal:
      /\b(?:let's|let us|shall we|how about|what about|why don't we|we (?:should|could|can|might)|should we|can we|could we|i (?:suggest|propose|can offer|could offer)|do you want to|would you like to|wanna)\b|^(?:\w+ )?(?:at |on )?\d{1,2}(?::\d\d)? ?(?:am|pm)?\?/u,
    promise:
      /\b(?:i(?:'ll| will| shall)|i(?:'m| am) (?:going to|gonna)|i can (?:do|take|ask|bring|send|call|pick|help|make|get) |will do\b|count on me\b|i (?:bring|buy|book|cook|bake|order)\b(?!.*\b(?:every|always|usually|often|never)\b)|i(?:'m| am) (?:calling|ordering|booking|sending)|i promise to|leave it to me|i(?:'m| am) on it)(?! (?:be (?:late|fine|ok|back|there|in|out|happy|glad)|see you|miss|think|never|not|have to|need|go now|love|talk to you|let you go))/u,
    concern:
      /\b(?:i(?:'d| would) (?:like|love|prefer)|i (?:really |just )?(?:want|need|have to|can't|couldn't|lost|had|got|bought|found|broke|forgot|failed|moved|missed|wonder|plan|decided)|i(?:'m| am) (?:\w+ing)|i(?:'ve| have) (?:been|got|lost|had|decided|never|just)|we (?:need|have to|are \w+ing)|problem|broken|doesn't work|my \w+ (?:is|was|has))\b/u,
    request:
      /\b(?:(?:can|could|will|would) you|would you mind|please (?=\w)|don't forget to|make sure|i need you to|you (?:should|need to|have to|must))\b/u,
    advice:
      /\b(?:you(?:'d| had)? (?:should|could|can|better|might want to|may want to|ought to|need to|have to|must)|(?:i(?:'d| would)? )(?:recommend|suggest|advise)|if i were you|^(?:try|make|take|use|put|ask|buy|check) \w+)\b/u,
    dangling: /^(?:(?:and|but|so|oh|well|yes|yeah|no|ok|then|because),? )*(?:it|he|she|they|this|that|those|these)\b/u,
    question:
      /^(?:(?:so|and|but|ok|okay|well|hey|hi),? )?(?:(?:who|what|when|where|why|how|which|whose)\b|(?:is|are|am|was|were|do|does|did|have|has|can|could|will|would|should|shall|may|don't|didn't|aren't|isn't|haven't) (?:i|you|we|they|he|she|it|there|this|that|the|my|your|any\w+|some\w+)\b)/u,
    nonAnswer:
      /\b(?:no idea|don't know|dunno|not sure|i(?:'ll| will) (?:ask|check|find out)|let me (?:ask|check)|good question|no clue)\b/u,
    due: /\b(?:(?:by|before|until|on|at|this|next|in|within)\s+)?(?:(?:the )?(?:end of (?:the )?(?:day|week|month)|tomorrow(?: (?:morning|afternoon|evening|night))?|tonight|today|this (?:morning|afternoon|evening|weekend|week)|next (?:week|month|year|\w+day)|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?|noon|midnight|\d{1,2}(?::\d\d)?\s?(?:am|pm|o'clock)|\d{1,2}:\d\d|an hour|\d+ (?:minutes?|hours?|days?|weeks?)|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2}(?:st|nd|rd|th)?)?|the \d{1,2}(?:st|nd|rd|th)|(?:after|before) (?:work|lunch|dinner|school)))\b|\bat (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/iu,
  },
  es: {
    greeting:
      /^[¡¿\s]*(?:hola|buen[oa]s|adiós|hasta (?:luego|mañana|pronto)|(?:muchas )?gracias|de nada|qué tal|cómo estás|jaja\w*|genial|perfecto|vale|ok|sí|no|claro|un (?:beso|abrazo))(?!\p{L})/u,
    agreement:
      /^[¡¿\s]*(?:sí|claro|vale|ok|de acuerdo|perfecto|genial|por supuesto|hecho|trato hecho|me parece bien|buena idea|acepto|venga|desde luego)(?!\p{L})/u,
    decision:
      /(?<!\p{L})(?:(?:hemos|he) (?:decidido|acordado|quedado)|decidimos|acordamos|(?:vale|de acuerdo|perfecto|entonces),? (?:quedamos|quitamos|hacemos|vamos con|nos vemos)|quedamos (?:en|con|a|el)|trato hecho|decidido)(?!\p{L})/u,
    proposal:
      /(?<!\p{L})(?:podemos|podríamos|deberíamos|qué tal si|por qué no|vamos a|vienes|venís|quieres|quedamos|te apetece|propongo|sugiero)(?!\p{L})/u,
    promise:
      /(?<!\p{L})(?:(?:yo )?(?:le |te |lo |la |os |les |me )?\p{L}{2,}(?:aré|eré|iré|dré|bré)|iré|haré|diré|(?<!me )voy a \p{L}+[aei]r\p{L}*|me encargo|yo me ocupo|lo hago yo|(?:te|le|les|os|se) (?:lo |la |los |las )?(?!quiero|espero|veo|creo|digo que|echo)\p{L}+o|yo (?:te |lo |la )?(?:preparo|llevo|traigo|compro|reservo|hago|pago|cocino|aviso))(?!\p{L})/u,
    concern:
      /(?<!\p{L})(?:(?:yo )?(?:quiero|quisiera|necesito|tengo que|me gustaría|no puedo|he perdido|perdí)|problema|no funciona|está rot[oa]|mi \p{L}+ (?:está|ha|no))(?!\p{L})/u,
    request: /(?<!\p{L})(?:puedes|podrías|por favor|te importa|necesito que|no olvides)(?!\p{L})/u,
    advice: /(?<!\p{L})(?:deberías|debería|podrías|te recomiendo|lo mejor|yo que tú|tienes que|puedes)(?!\p{L})/u,
    dangling: /^(?:(?:y|pero|sí|no|pues|entonces),? )*(?:él|ella|ellos|ellas|eso|esto|es|está|dice|son)(?!\p{L})/u,
    question: /¿|\?\s*$|^(?:quién|qué|cuándo|dónde|por qué|cómo|cuál|cuánto)(?!\p{L})/u,
    nonAnswer:
      /(?<!\p{L})(?:no sé|ni idea|no lo sé|no estoy segur[oa]|voy a preguntar|preguntaré|buena pregunta)(?!\p{L})/u,
    due: /(?<!\p{L})(?:(?:para |antes de(?:l)? |hasta )?(?:el |este |la )?(?:próxim[oa] )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana que viene|mañana(?: por la \p{L}+)?|hoy|esta (?:noche|tarde|semana)|fin de semana)|a las? \p{L}+|a las? \d[\d:.]*|el \d{1,2} de \p{L}+)(?!\p{L})/iu,
  },
  de: {
    greeting:
      /^(?:hallo|hi|hey|guten (?:morgen|tag|abend)|moin|servus|tschüss|bis (?:dann|bald|später|morgen)|danke(?: schön| dir)?|vielen dank|bitte(?: schön)?|gern geschehen|wie geht'?s|super|toll|ok|okay|ja|nein|gut|klar|haha|prima|liebe grüße)(?!\p{L})/u,
    agreement:
      /^(?:ja|ok|okay|klar|gern|gerne|einverstanden|abgemacht|super|perfekt|gut|gute idee|passt|alles klar|in ordnung|natürlich|sicher|stimmt|machen wir|bin dabei|geht klar)(?!\p{L})/u,
    decision:
      /(?<!\p{L})(?:(?:wir )?haben (?:uns )?(?:beschlossen|entschieden|geeinigt|vereinbart)|wir haben (?:beschlossen|entschieden|vereinbart)|abgemacht|beschlossen|entschieden|(?:dann|also) (?:machen|nehmen|treffen|verschieben|gehen|bleiben) wir|wir (?:nehmen|machen) (?:also|dann|es))(?!\p{L})/u,
    proposal:
      /(?<!\p{L})(?:wir (?:sollten|könnten|können)|sollen wir|wollen wir|lass(?:t)? uns|wie wäre es|wie wär's|ich schlage vor|hast du (?:lust|zeit)|möchtest du|willst du)(?!\p{L})/u,
    promise:
      /(?<!\p{L})(?:ich (?:werde|kümmere|übernehme|schicke|bringe|mache|hole|rufe|erledige|besorge|helfe|buche|reserviere|schreibe|kaufe|melde|prüfe|sende|bereite|organisiere|frage|fahre|koche|bestelle|komme|backe|leihe|gieße|tausche|nehme|zahle|repariere|drucke|kläre|trage|packe|zeige|sage|gebe|suche (?:heute|morgen|gleich))|(?:werde|schicke|mache|bringe|erledige|kümmere|backe|rufe|schreibe|frage|nehme|hole|kaufe|tausche|suche|sage|zeige) ich|mach(?:e)? ich)(?!\p{L})/u,
    concern:
      /(?<!\p{L})(?:ich (?:möchte|will|brauche|muss|kann nicht|habe|ziehe|suche)|problem|kaputt|funktioniert nicht|mein(?:e)? \p{L}+ (?:ist|hat))(?!\p{L})/u,
    request: /(?<!\p{L})(?:kannst du|könntest du|könnten sie|würdest du|bitte|vergiss nicht|denk dran)(?!\p{L})/u,
    advice:
      /(?<!\p{L})(?:du (?:solltest|könntest|kannst|musst)|sie (?:sollten|könnten|müssen)|ich würde|ich empfehle|am besten)(?!\p{L})/u,
    dangling: /^(?:(?:und|aber|ja|nein|dann|also),? )*(?:er|sie|es|das|die|der|dies)(?: \p{L}+t)(?!\p{L})/u,
    question: /\?\s*$|^(?:wer|was|wann|wo|warum|wie|welche[rsnm]?|wohin|woher|wieso)(?!\p{L})/u,
    nonAnswer:
      /(?<!\p{L})(?:weiß (?:ich )?(?:noch )?nicht|keine ahnung|bin (?:mir )?nicht sicher|ich frage|gute frage)(?!\p{L})/u,
    due: /(?<!\p{L})(?:(?:bis |am |vor |ab )?(?:zum |nächste[nr]? |diese[nr]? )?(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen(?: früh| abend)?|heute(?: abend| noch)?|übermorgen|wochenende|woche|ende der woche)|um \p{L}+ uhr|um \d{1,2}(?::\d\d)?(?: uhr)?|(?:am |bis zum )?\d{1,2}\. ?\p{L}+|gleich|in \d+ (?:minuten|stunden|tagen))(?!\p{L})/iu,
  },
  fr: {
    greeting:
      /^(?:salut|bonjour|bonsoir|coucou|au revoir|à (?:bientôt|demain|plus)|merci(?: beaucoup)?|de rien|ça va|comment vas-tu|super|génial|ok|oui|non|parfait|d'accord|bisous|mdr|bonne (?:nuit|journée|soirée))(?!\p{L})/u,
    agreement:
      /^(?:oui|ok|d'accord|bien sûr|parfait|super|génial|entendu|ça marche|ça me va|bonne idée|avec plaisir|volontiers|pas de problème|c'est bon|marché conclu|carrément)(?!\p{L})/u,
    decision:
      /(?<!\p{L})(?:(?:nous avons|on a|j'ai) (?:décidé|convenu|choisi)|c'est (?:décidé|entendu)|(?:alors|donc) on (?:prend|fait|garde|part|se voit)|marché conclu|on (?:reste|part) sur|décision)(?!\p{L})/u,
    proposal:
      /(?<!\p{L})(?:on (?:peut|pourrait|devrait|va)|si on|pourquoi pas|je propose|tu veux|tu viens|ça te dit|et si)(?!\p{L})/u,
    promise:
      /(?<!\p{L})(?:je (?:le |la |les |l'|te |t'|lui |vous |m'en |me )?(?:vais(?! bien| mal) \p{L}+|\p{L}+rai)|j'(?:y |en )?\p{L}+rai|je m'(?:en )?occupe|j'(?:apporte|appelle|envoie|achète)|je (?:te |lui |vous |leur )(?:le |la |les |l')?(?!aime|trouve|pense)\p{L}+e|je (?:l'|le |la |les )?(?:envoie|apporte|appelle|réserve|prépare|fais|passe|prends|ramène|commande|emmène|demande|montre))(?!\p{L})/u,
    concern:
      /(?<!\p{L})(?:je (?:veux|voudrais|dois|cherche|ne peux pas|suis en train)|j'ai(?: \p{L}+)?|j'aimerais|problème|en panne|ne marche pas|m(?:on|a) \p{L}+ (?:est|a|ne))(?!\p{L})/u,
    request:
      /(?<!\p{L})(?:(?:peux|pourrais|veux)[- ]tu|tu (?:peux|pourrais)|s'il te plaît|stp|n'oublie pas|il faut que tu)(?!\p{L})/u,
    advice:
      /(?<!\p{L})(?:tu (?:devrais|pourrais|peux|dois)|vous (?:devriez|pouvez)|je (?:te|vous) conseille|à ta place)(?!\p{L})/u,
    dangling: /^(?:(?:et|mais|oui|non|alors|donc),? )*(?:il|elle|ils|elles|c'est|ça|cela)(?!\p{L})/u,
    question: /\?\s*$|^(?:qui|que|quand|où|pourquoi|comment|quel(?:le)?s?|combien|est-ce)(?!\p{L})/u,
    nonAnswer:
      /(?<!\p{L})(?:je (?:ne )?sais pas|aucune idée|pas sûre?|je vais demander|je demanderai|bonne question)(?!\p{L})/u,
    due: /(?<!\p{L})(?:(?:pour |avant |d'ici |jusqu'à )?(?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain(?: \p{L}+)?|aujourd'hui|ce (?:soir|matin|week-end)|cet après-midi|cette semaine|la semaine prochaine)|à \d{1,2} ?h(?:\d\d)?|le \d{1,2} \p{L}+)(?!\p{L})/iu,
  },
  ar: {
    greeting: arabicPattern(
      '^(?:مرحبا|أهلا|السلام عليكم|صباح الخير|مساء الخير|شكرا|عفوا|مع السلامة|كيف حالك|الحمد لله|هاها\\p{L}*)',
    ),
    agreement: /^(?:نعم|أجل|حسنا|حسناً|طيب|تمام|موافق|موافقة|اتفقنا|بالتأكيد|أكيد|طبعا|فكرة جيدة|ماشي)(?!\p{L})/u,
    decision: arabicPattern('قررنا|اتفقنا(?: على)?|تقرر|قرارنا|القرار|سنعتمد|توصلنا'),
    proposal: arabicPattern('هيا|دعنا|يمكننا|ما رأيك|لماذا لا|نستطيع|أقترح|هل تريد|هل نذهب|لنذهب'),
    promise: /(?<!\p{L})(?:و|ف)?(?:سأ\p{L}+|سوف أ\p{L}+|راح أ\p{L}+|رح أ\p{L}+|أعدك)/u,
    concern: arabicPattern('أريد|أحتاج|يجب أن|لا أستطيع|فقدت|مشكلة|أود|يريد|نريد'),
    request: arabicPattern('هل يمكنك|ممكن|من فضلك|لو سمحت|أرجوك|رجاء|لا تنس'),
    advice: arabicPattern('يجب عليك|أنصحك|من الأفضل|عليك أن|تستطيع أن|يمكنك'),
    dangling: /^(?:و|لكن )?(?:هو|هي|هم|هذا|هذه|ذلك|تلك)(?!\p{L})/u,
    question: /[؟?]\s*$|^(?:هل|من|ما|ماذا|متى|أين|لماذا|كيف|كم|أي)(?!\p{L}).*[؟?]/u,
    nonAnswer: arabicPattern('لا أعرف|لا أدري|لست متأكدا|سأسأل|سؤال جيد'),
    due: arabicPattern(
      '(?:قبل |حتى |في )?(?:يوم )?(?:الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)|غدا|غداً|اليوم|الليلة|هذا المساء|الأسبوع القادم|الساعة \\p{L}+',
    ),
  },
};

/** Dates, times and amounts in any language. */
export const FIGURE = /\p{N}|[$€£¥%]/u;
/** The question mark of any language. */
export const QUESTION_MARK = /[?？؟]/u;
