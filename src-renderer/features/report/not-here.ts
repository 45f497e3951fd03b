// What is said of a report that others made, where the rows that it was made of are not here.

/** What cannot be done, and how it could be. */
export const notHereText =
  'Somebody else made this report, and the data of its NameNode are not here: everything below is as it was made. ' +
  'Analyzing again and Investigate need the dump it was made of: import that, and they work.'

/** The same in a few words, as the reason why a button is off. */
export const notHereReason = 'The data of this NameNode are not here: import the dump first'
