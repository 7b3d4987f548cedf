import type { DemoConversation } from './demo-conversation.js';

/** Conversations of friends, in several languages. */
export const friendConversations: readonly DemoConversation[] = [
  {
    people: ['mira', 'lucia'],
    unread: 3,
    chats: [
      {
        hoursAgo: 74,
        lines: [
          ['lucia', '¡Hola, Mira! ¿Sigues pensando en venir a Valencia en marzo?'],
          ['mira', '¡Sí! Tengo libre del 14 al 20. ¿Te viene bien?'],
          ['lucia', 'Genial, justo coincide con las Fallas. Habrá mucho ruido, te aviso 😄'],
          ['mira', 'Mejor. ¿Reservo hotel o me quedo en tu casa?'],
          ['lucia', 'En casa, claro. Hay un sofá cama en el estudio.'],
          ['mira', 'Perfecto. Compraré el billete de tren mañana.'],
          ['lucia', 'Hemos decidido con mi hermana hacer una paella el domingo en la playa.'],
          ['mira', 'Yo llevaré el postre.'],
        ],
      },
      {
        hoursAgo: 5,
        lines: [
          ['mira', 'Ya tengo el billete: llego el viernes a las 18:40.'],
          ['lucia', '¡Qué bien! Iré a buscarte a la estación.'],
          ['lucia', 'Una cosa: ¿comes marisco?'],
          ['lucia', '¿Y te apetece ir el sábado a la Albufera?'],
        ],
      },
    ],
  },
  {
    people: ['mira', 'yusuf'],
    unread: 1,
    chats: [
      {
        hoursAgo: 98,
        lines: [
          ['yusuf', 'مرحبا ميرا، كيف حالك؟'],
          ['mira', 'أهلا يوسف! أنا بخير، وأنت؟'],
          ['yusuf', 'الحمد لله. هل قرأت الكتاب الذي أعطيتك إياه؟'],
          ['mira', 'نعم، أعجبني كثيرا، خصوصا الفصل عن دمشق القديمة.'],
          ['yusuf', 'رائع! اتفقنا على لقاء نادي القراءة يوم الخميس الساعة 7 مساء.'],
          ['mira', 'سأحضر الشاي والحلوى.'],
          ['yusuf', 'ممتاز. وأنا سأرسل العنوان غدا.'],
        ],
      },
      {
        hoursAgo: 20,
        lines: [
          ['mira', 'هل وصلت رسالة المكتبة؟'],
          ['yusuf', 'نعم، القاعة محجوزة باسمنا. كم شخصا سيأتي؟'],
        ],
      },
    ],
  },
  {
    people: ['jonas', 'tom'],
    unread: 0,
    chats: [
      {
        hoursAgo: 120,
        lines: [
          ['jonas', 'Sprichst du eigentlich noch Deutsch, Tom?'],
          ['tom', 'Ein bisschen! Ich übe jeden Abend eine halbe Stunde.'],
          ['jonas', 'Dann auf Deutsch: Wir haben beschlossen, am Samstag am See zu grillen.'],
          ['tom', 'Super, ich bringe den Salat mit.'],
          ['jonas', 'Ich besorge die Kohle bis Freitag. Hast du noch den kleinen Grill?'],
          ['tom', 'Ja, der steht im Keller. Wie viele sind wir?'],
          ['jonas', 'Sechs, mit Mira und Aiko.'],
          ['tom', 'Perfekt. Bis Samstag!'],
        ],
      },
    ],
  },
];
