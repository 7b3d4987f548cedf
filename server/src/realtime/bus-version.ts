/**
 * The version of the messages between nodes. It is part of the names of the channels, so nodes of different versions do
 * not receive each other's messages. Raise it whenever a node of the previous release could misunderstand a message of
 * this one.
 */
export const BUS_VERSION = 2;
