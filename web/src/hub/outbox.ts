/** The name of the browser's database with the unsent messages of a user. */
export const outboxName = (userId: string): string => `hub-${userId}`;
