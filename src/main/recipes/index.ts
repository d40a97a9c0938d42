export { createRecipes, type RecipeBook, type RecipesRequest } from './recipes';
export { readRecipesInThisThread } from './in-this-thread';
