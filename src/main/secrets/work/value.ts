import { AppError, type SecretValueWish } from '../../../shared/contract';
import { type Generated, generate } from './generate';

/** The value that is wished for a secret. Throws `secret-empty` for an empty one that is not meant. */
export async function valueOf(value: SecretValueWish, file: string): Promise<Generated> {
  switch (value.from) {
    case 'generated':
      return generate(value.wish);
    case 'content': {
      const content = Buffer.from(value.content, 'base64');
      if (content.length > 0 || value.allowEmpty) return { content, public: null };
      throw new AppError('secret-empty', `${file} would become empty.`, {
        hint: 'Nothing was written. Give it a value; where an empty one is meant, say so with --allow-empty.',
        detail: { file },
      });
    }
  }
}
