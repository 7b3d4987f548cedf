/**
 * The version of what nodes say to each other, in the names of their channels: nodes of different versions do not hear
 * each other. To be raised whenever a node of the release before could misunderstand a message of this one.
 */
export const BUS_VERSION = 2;
