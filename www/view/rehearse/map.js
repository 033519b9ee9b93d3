// (placeholder)
import { table } from './table.js';
export const map = table;
