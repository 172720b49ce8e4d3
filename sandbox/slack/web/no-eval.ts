import * as z from 'zod';

// Comes before every schema: the page's content policy forbids making code of text, which zod would try when it makes one.
z.config({ jitless: true });
