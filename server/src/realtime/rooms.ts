/** The room of all sockets of a user, on whatever node. */
export const userRoom = (userId: string) => `user:${userId}`;
