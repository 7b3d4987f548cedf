/** Returns the name of the Socket.IO room that all sockets of a user join. */
export const userRoom = (userId: string) => `user:${userId}`;
