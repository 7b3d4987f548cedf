export const count = (n: number, one: string, many: string) => `${n.toLocaleString()} ${n === 1 ? one : many}`;

/** Every word that the client says of its own. Another language is another object of this shape. */
export const t = {
  product: 'Hub',
  productLong: 'Smart Communication Hub',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  notReached: 'The server cannot be reached. Check your connection, and try again.',

  mishap: {
    title: 'Something went wrong here',
    text: 'Your messages and drafts are safe.',
    reload: 'Load the page again',
  },

  auth: {
    promise: 'Say it once. It arrives.',
    promiseMore: 'Every message is stored before it counts as sent, comes in order, and reaches only those it is for.',
    register: 'Create account',
    registerTitle: 'Make an account',
    login: 'Log in',
    loginTitle: 'Welcome back',
    toRegister: 'New here? Create an account',
    toLogin: 'Have an account? Log in',
    name: 'Your name',
    nameHint: 'What others see.',
    email: 'E-mail',
    emailHint: 'Shown to nobody.',
    password: 'Password',
    passwordHint: '12 characters or more; or 6, with lower and upper case, a digit and a symbol.',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    invitation: 'Invitation link',
    invitationHint: 'The link that you have received.',
    missing: {
      invitation: 'Enter the link of your invitation.',
      name: 'Enter your name.',
      email: 'Enter your e-mail.',
      password: 'Enter your password.',
    },
    tooMany: (seconds: number) => `Too many attempts. Try again in ${count(seconds, 'second', 'seconds')}.`,
    closedTitle: 'No new accounts',
    closed: 'Nobody can create an account here at present. If you have one, log in as before.',
    inviteOnly:
      'To create an account here you need an invitation. If you have received a link, open it or paste it here.',
    domainsOnly: (domains: readonly string[]) =>
      `For e-mail addresses at ${domains.join(', ')}. With another address you need an invitation.`,
    domainsHint: 'For addresses elsewhere.',
    noInvitation: 'This is not the link of an invitation: copy the whole link.',
    invitedBy: (name: string) => `${name} invites you.`,
    invited: 'You are invited.',
    expiredTitle: 'Your login has ended',
    expiredText: (email: string) =>
      `Enter the password of ${email} to go on where you were. What you wrote is kept, and goes out then.`,
    goOn: 'Go on',
    logout: 'Log out',
    logoutUnsent: (n: number) => `${count(n, 'message has', 'messages have')} not been sent yet`,
    logoutUnsentText: 'They will never be sent: logging out removes them, and your drafts, from this device.',
    logoutUnreachable: 'The server cannot be reached',
    logoutUnreachableText:
      'It does not know yet that you log out. You can remove your data from this device now. Your login ends on the server when this page is opened next.',
    leaveDevice: 'Remove from this device',
    ended: 'You were logged out on this device.',
    expiredBar: 'Your login has expired. What you write is kept.',
    again: 'Log in again',
    forgotten: 'Forgot your password?',
    resetDone: 'Your password was changed. Log in with the new one.',
  },

  account: {
    menu: (name: string) => `Account of ${name}`,
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    apiDocs: 'API documents',
    invite: 'Invite people',
    title: 'Account',
    now: 'just now',
  },

  invitations: {
    title: 'Invite people',
    text: 'Anybody with the link can create an account here.',
    uses: 'For how many people',
    days: 'Valid for',
    forDays: (n: number) => count(n, 'day', 'days'),
    make: 'Create a link',
    link: 'Link',
    linkNote: 'It is shown only once. Send it to the people you invite, and to nobody else.',
    yours: 'Your valid invitations',
    left: (left: number, of: number) => `${left.toLocaleString()} of ${count(of, 'use', 'uses')} left`,
    until: (when: string) => `until ${when}`,
    revoke: 'Revoke',
    revokeThat: (when: string) => `Revoke the invitation of ${when}`,
    alreadyHere: 'You have an account here',
    alreadyHereText: (name: string, email: string) =>
      `You are logged in as ${name} (${email}). The invitation is for somebody without an account, and was not used.`,
    stay: 'Go on',
  },

  link: {
    copy: 'Copy',
    copied: 'Copied.',
    copyByHand: 'The browser did not copy it. It is selected: copy it by hand.',
  },

  privacy: {
    title: 'Privacy',
    presence: 'Show when I am online',
    presenceHint:
      'If this is off, nobody sees whether you are online or when you were last seen, and you do not see it of others. People still see when you type, read or write.',
    listed: 'Let people find me by name',
    listedHint: 'If this is off, people find you only by your whole e-mail address or by your link.',
    link: 'Your link',
    linkHint: 'Anybody with an account here can open it and write to you.',
  },

  conversations: {
    title: 'Conversations',
    search: 'Search people and conversations',
    clear: 'Clear search',
    switcher: 'Go to a person or conversation',
    conversationsFound: 'Conversations',
    newPerson: 'new',
    peopleFound: 'People you have not written to',
    people: 'People here',
    noneFound: (query: string) =>
      query.startsWith('@')
        ? `Nobody here has the handle “${query}”.`
        : query.includes('@')
          ? `Nobody here has the address “${query}”.`
          : `Nobody is called “${query}”.`,
    joined: (day: string) => `joined ${day}`,
    morePeople: 'Show more people',
    searching: 'Searching…',
    emptyTitle: 'No conversations yet',
    emptyText: 'Find somebody by name, @handle or e-mail address, and say hello.',
    alone: 'Nobody else is here yet. When somebody makes an account, you find them here.',
    draft: 'Draft:',
    you: 'You:',
    unread: (n: number) => count(n, 'unread message', 'unread messages'),
    online: 'online',
    offline: 'offline',
    lastSeen: (when: string) => `last seen ${when}`,
    newTitle: 'Say hello to somebody',
    startTitle: 'Pick up where you left off',
    startText: 'Choose a conversation, or find somebody new.',
    startKey: 'to go anywhere',
    back: 'Back to conversations',
    skip: 'Skip the list of conversations',
  },

  notices: {
    'no page': { title: 'There is no such page', text: 'The address may be incomplete.' },
    'no conversation': {
      title: 'There is no such conversation',
      text: 'It may be another account’s, or the link is incomplete.',
    },
    'no person': { title: 'There is no such person', text: 'The link may be incomplete.' },
    oneself: {
      title: 'This is your own link',
      text: 'Anybody with an account here can open it and write to you.',
    },
    'looking up': { title: 'Looking it up…', text: 'It opens as soon as the server has answered.' },
    'not reached': {
      title: 'This cannot be looked up yet',
      text: 'The server cannot be reached. It opens as soon as there is a connection.',
    },
  },

  chat: {
    history: (name: string) => `Messages with ${name}`,
    sayHello: (name: string) => `Say hello to ${name}`,
    sayHelloText: 'Your first message starts the conversation.',
    newMessages: 'New messages',
    unreadBelow: (n: number) => count(n, 'new message', 'new messages'),
    toNewest: 'To the newest message',
    states: {
      sending: 'Sending',
      sent: 'Sent',
      delivered: 'Delivered',
      read: 'Read',
      failed: 'Not sent',
    },
    discard: 'Discard',
    copyCode: 'Copy',
    task: (isDone: boolean) => (isDone ? 'Done' : 'To do'),
    copied: 'Copied',
    showMore: 'Show more',
    showLess: 'Show less',
    typing: (name: string) => `${name} is typing`,
    today: 'Today',
    yesterday: 'Yesterday',
    said: (name: string, content: string) => `${name}: ${content}`,
    me: 'You',
    deleted: 'This message was deleted',
    replyTo: 'Reply to',
    loadingQuote: 'Loading…',
    noQuote: 'The message that this answers cannot be shown.',
  },

  composer: {
    label: (name: string) => `Message to ${name}`,
    placeholder: (name: string) => `Write to ${name}`,
    send: 'Send',
    emoji: 'Emoji',
    emojiSearch: 'Search emoji',
    emojiNone: 'No such emoji',
    emojiLoading: 'Loading…',
    tooLong: (n: number) => `${count(n, 'character', 'characters')} too many`,
    notInserted: (n: number, most: number) =>
      `Not inserted: a text of ${count(n, 'character', 'characters')}. A message has at most ${most.toLocaleString()}.`,
    noFiles: 'Files and pictures cannot be sent yet.',
    keys: 'Enter sends, Shift + Enter breaks the line',
    closed: 'This account was deleted. Nobody can write here any more.',
  },

  insights: {
    title: 'Insights',
    open: 'Insights',
    close: 'Close insights',
    none: 'What was decided, who does what, and what is still open: summed up, with the messages that say so.',
    waiting: 'It is here as soon as the connection is back.',
    make: 'Sum it up',
    making: 'Summing up…',
    keyPoints: 'Key points',
    decisions: 'Decisions',
    actionItems: 'To do',
    openQuestions: 'Open questions',
    cited: (n: number) => `Message ${n}: go there`,
    builtIn: 'Put together from its own sentences, without a language model.',
    insteadOfModel: 'Put together from its own sentences: the language model gave no summary that could be used.',
    byModel: (model: string | null) => `Written by a language model${model === null ? '' : ` (${model})`}.`,
    covers: (n: number, skipped: number) =>
      skipped > 0
        ? `It covers the newest ${count(n, 'message', 'messages')}; ${skipped.toLocaleString()} older ones are left out.`
        : `It covers ${count(n, 'message', 'messages')}.`,
    madeAt: (when: string) => `Made: ${when}.`,
    since: (n: number) => `${count(n, 'message', 'messages')} since`,
    activity: 'Activity',
    share: (n: number, percent: number) => `${n.toLocaleString()} (${percent}%)`,
    units: { 1: 'Messages a day', 7: 'Messages a week', 28: 'Messages in four weeks', 364: 'Messages a year' },
    chart: ({
      unit,
      first,
      last,
      busiest,
      most,
    }: Record<'unit' | 'first' | 'last' | 'busiest', string> & { most: number }) =>
      first === last
        ? `${count(most, 'message', 'messages')}, all on ${last}.`
        : `${unit} from ${first} to ${last}: at most ${most.toLocaleString()}, on ${busiest}.`,
    newestOnly: (n: number) => `Of the newest ${count(n, 'message', 'messages')}.`,
  },

  storage: {
    login: 'your login',
    drafts: 'your drafts',
    unsent: 'messages that are not sent yet',
    notKept: (what: readonly string[]) =>
      `This browser does not store ${new Intl.ListFormat('en', { type: 'disjunction' }).format(what)}. Closing the page loses ${what.length > 1 ? 'them' : 'this'}.`,
    hide: 'Hide',
  },

  connection: {
    connecting: 'Connecting…',
    offline: 'You are offline. What you write is kept, and goes out by itself.',
    evicted: 'You have this open in too many places, so it was disconnected here.',
    connectHere: 'Connect here',
    retryIn: (seconds: number) => `No connection. Trying again in ${count(seconds, 'second', 'seconds')}.`,
    retrying: 'No connection. Trying again…',
    retryNow: 'Try now',
    catchingUp: 'Catching up on what you missed…',
    back: 'Connected again',
  },
};
