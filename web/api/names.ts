/** How lists of names stand in addresses, the pages' own as the server's. */
export { listOfNames, namesOfList } from '../../domain/wire/name-lists.ts';
