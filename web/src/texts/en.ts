export const count = (n: number, one: string, many: string) => `${n.toLocaleString()} ${n === 1 ? one : many}`;

/** The English texts of the client. A translation is another object of this shape. */
export const t = {
  product: 'Hub',
  productLong: 'Smart Communication Hub',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  notReached: 'The server cannot be reached. Check your connection, and try again.',

  errorBoundary: {
    title: 'Something went wrong here',
    text: 'Your messages and drafts are safe.',
    reload: 'Reload the page',
  },

  auth: {
    slogan: 'Say it once. It arrives.',
    sloganText: 'Every message is stored before it counts as sent, arrives in order, and reaches only its recipients.',
    register: 'Create account',
    registerTitle: 'Create an account',
    login: 'Log in',
    loginTitle: 'Welcome back',
    toRegister: 'New here? Create an account',
    toLogin: 'Have an account? Log in',
    name: 'Your name',
    nameHint: 'Visible to others.',
    email: 'E-mail',
    emailHint: 'Not shown to others.',
    password: 'Password',
    passwordHint: 'At least 12 characters, or 6 with lower and upper case, a digit and a symbol.',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    invitation: 'Invitation link',
    invitationHint: 'The link you received.',
    missing: {
      invitation: 'Enter your invitation link.',
      name: 'Enter your name.',
      email: 'Enter your e-mail.',
      password: 'Enter your password.',
    },
    tooManyAttempts: (seconds: number) => `Too many attempts. Try again in ${count(seconds, 'second', 'seconds')}.`,
    closedTitle: 'No new accounts',
    closed: 'New accounts cannot be created at the moment. If you have an account, log in.',
    inviteOnly: 'You need an invitation to create an account. If you have received a link, open it or paste it here.',
    domainsOnly: (domains: readonly string[]) =>
      `For e-mail addresses at ${domains.join(', ')}. Other addresses need an invitation.`,
    domainsHint: 'For other addresses.',
    noInvitation: 'This is not an invitation link. Copy the whole link.',
    invitedBy: (name: string) => `${name} invited you.`,
    invited: 'You are invited.',
    expiredTitle: 'Log in again',
    expiredText: (email: string) =>
      `Enter the password of ${email} to continue. What you wrote is kept, and will be sent after you log in.`,
    continue: 'Continue',
    logout: 'Log out',
    logoutUnsent: (n: number) => `${count(n, 'message has', 'messages have')} not been sent yet`,
    logoutUnsentText: 'Logging out deletes unsent messages and your drafts from this device.',
    logoutUnreachable: 'The server cannot be reached',
    logoutUnreachableText:
      'You can remove your data from this device now. The server logs you out when you next open this page.',
    removeData: 'Remove from this device',
    sessionEnded: 'You were logged out on this device.',
    expiredBar: 'Your login has expired. What you write is kept.',
    logInAgain: 'Log in again',
    forgotPassword: 'Forgot your password?',
    resetDone: 'Your password was changed. Log in with the new one.',
  },

  account: {
    menu: (name: string) => `Account of ${name}`,
    theme: 'Theme',
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
    apiDocs: 'API documents',
    invite: 'Invite people',
    title: 'Account',
    justNow: 'just now',
  },

  invitations: {
    title: 'Invite people',
    text: 'Anyone with the link can create an account here.',
    uses: 'Number of people',
    days: 'Valid for',
    forDays: (n: number) => count(n, 'day', 'days'),
    create: 'Create link',
    link: 'Link',
    linkNote: 'It is shown only once. Send it only to the people you invite.',
    active: 'Your active invitations',
    usesLeft: (left: number, max: number) => `${left.toLocaleString()} of ${count(max, 'use', 'uses')} left`,
    validUntil: (when: string) => `until ${when}`,
    revoke: 'Revoke',
    revokeFrom: (when: string) => `Revoke the invitation from ${when}`,
    alreadyRegistered: 'You already have an account',
    alreadyRegisteredText: (name: string, email: string) =>
      `You are logged in as ${name} (${email}). The invitation is for someone without an account, and was not used.`,
    dismiss: 'Continue',
  },

  link: {
    copy: 'Copy',
    copied: 'Copied.',
    copyByHand: 'The browser could not copy it. It is selected: copy it yourself.',
  },

  privacy: {
    title: 'Privacy',
    presence: 'Show when I am online',
    presenceHint:
      'If this is off, others cannot see when you are online or were last seen, and you cannot see this for others. They can still see when you type, read or write.',
    listed: 'Let people find me by name',
    listedHint: 'If this is off, people can find you only by your full e-mail address or your link.',
    link: 'Your link',
    linkHint: 'Anyone with an account here can open it and write to you.',
  },

  conversations: {
    title: 'Conversations',
    search: 'Search people and conversations',
    clear: 'Clear search',
    switcher: 'Go to a person or conversation',
    conversationsFound: 'Conversations',
    newPerson: 'new',
    peopleFound: 'People you have not written to',
    people: 'People',
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
    emptyText: 'Find someone by name, @handle or e-mail address, and say hello.',
    noPeople: 'Nobody else has an account yet. New people will appear here.',
    draft: 'Draft:',
    you: 'You:',
    unread: (n: number) => count(n, 'unread message', 'unread messages'),
    online: 'online',
    offline: 'offline',
    lastSeen: (when: string) => `last seen ${when}`,
    newTitle: 'Say hello to someone',
    startTitle: 'Pick up where you left off',
    startText: 'Choose a conversation, or find someone new.',
    startKey: 'to go anywhere',
    back: 'Back to conversations',
    skip: 'Skip the list of conversations',
  },

  notices: {
    'no page': { title: 'Page not found', text: 'The address may be incomplete.' },
    'no conversation': {
      title: 'Conversation not found',
      text: 'It may belong to another account, or the link is incomplete.',
    },
    'no person': { title: 'Person not found', text: 'The link may be incomplete.' },
    oneself: {
      title: 'This is your own link',
      text: 'Anyone with an account here can open it and write to you.',
    },
    'looking up': { title: 'Loading…', text: 'It opens as soon as the server responds.' },
    'not reached': {
      title: 'This cannot be loaded yet',
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
    announcement: (name: string, content: string) => `${name}: ${content}`,
    me: 'You',
    deleted: 'This message was deleted',
    replyTo: 'Reply to',
    loadingQuote: 'Loading…',
    quoteUnavailable: 'The original message cannot be shown.',
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
    pasteTooLong: (n: number, most: number) =>
      `Too long to paste: ${count(n, 'character', 'characters')}. The limit is ${count(most, 'character', 'characters')}.`,
    filesUnsupported: 'Files and pictures cannot be sent yet.',
    keyHint: 'Enter to send, Shift + Enter for a new line',
    closed: 'This account was deleted. Nobody can write here any more.',
  },

  insights: {
    title: 'Insights',
    open: 'Insights',
    close: 'Close insights',
    intro: 'A summary of decisions, tasks and open questions, with links to the messages.',
    waiting: 'It is shown as soon as the connection is back.',
    summarise: 'Summarise',
    summarising: 'Summarising…',
    keyPoints: 'Key points',
    decisions: 'Decisions',
    actionItems: 'To do',
    openQuestions: 'Open questions',
    cited: (n: number) => `Go to message ${n}`,
    builtIn: 'Extracted from the conversation, without a language model.',
    insteadOfModel: 'Extracted from the conversation, because the language model gave no usable summary.',
    byModel: (model: string | null) => `Written by a language model${model === null ? '' : ` (${model})`}.`,
    covers: (n: number, skipped: number) =>
      skipped > 0
        ? `It covers the newest ${count(n, 'message', 'messages')}; ${skipped.toLocaleString()} older ones are left out.`
        : `It covers ${count(n, 'message', 'messages')}.`,
    createdAt: (when: string) => `Created: ${when}.`,
    newMessages: (n: number) => `${count(n, 'message', 'messages')} since`,
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
    notStored: (what: readonly string[]) =>
      `This browser does not store ${new Intl.ListFormat('en', { type: 'disjunction' }).format(what)}. Closing the page deletes this data.`,
    hide: 'Hide',
  },

  connection: {
    connecting: 'Connecting…',
    offline: 'You are offline. What you write is kept, and will be sent later.',
    evicted: 'Hub is open in too many tabs or devices, so this page was disconnected.',
    connectHere: 'Connect here',
    retryIn: (seconds: number) => `No connection. Trying again in ${count(seconds, 'second', 'seconds')}.`,
    retrying: 'No connection. Trying again…',
    retryNow: 'Try now',
    syncing: 'Loading what you missed…',
    reconnected: 'Connected again',
  },
};
