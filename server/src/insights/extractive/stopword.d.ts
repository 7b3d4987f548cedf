/** The lists of the package `stopword` that are used here. All words in them are in lower case. */
declare module 'stopword' {
  type List = readonly string[];
  export const eng: List, spa: List, deu: List, fra: List, ara: List;
  export const por: List, porBr: List, ita: List, nld: List, swe: List, dan: List, nob: List, fin: List, pol: List;
  export const rus: List, ukr: List, tur: List, ces: List, ron: List, hun: List, ell: List, ind: List, heb: List;
  export const fas: List, cat: List;
}
