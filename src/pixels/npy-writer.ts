import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import { formatNpyHeader, WRITTEN_HEADER_BYTES } from './npy-header'

/**
 * Writes a float32 .npy file row by row without knowing how many will come. The file appears under its name only when
 * it is complete: until `close` it has a temporary name beside it.
 */
export class NpyWriter {
  private rowCount = 0

  private constructor(
    private readonly file: FileHandle,
    private readonly temporaryPath: string,
    private readonly path: string,
    private readonly rowShape: readonly number[],
    private readonly rowLength: number,
  ) {}

  /**
   * @param path where the finished file will be; a file that is there already is replaced at `close`
   * @param rowShape lengths of the axes after the first: `[1280]` for an array of (rows, 1280)
   */
  static async create(path: string, rowShape: readonly number[]): Promise<NpyWriter> {
    const header = formatNpyHeader('float32', [0, ...rowShape])
    const temporaryPath = `${path}.${randomUUID()}.partial`
    const file = await open(temporaryPath, 'wx')
    const rowLength = rowShape.reduce((product, length) => product * length, 1)
    const writer = new NpyWriter(file, temporaryPath, path, rowShape, rowLength)
    await writer.orDiscard(() => writeFully(file, header, 0))
    return writer
  }

  /** How many rows were appended so far. */
  get rows(): number {
    return this.rowCount
  }

  /**
   * Appends whole rows, one or many; wait for it before the next call.
   * @throws AppError 'bad-input' where the values are no whole rows
   */
  async append(values: Float32Array): Promise<void> {
    const rows = values.length / this.rowLength
    if (!Number.isInteger(rows)) {
      throw new AppError(
        'bad-input',
        `Expected rows of ${this.rowLength} values, but got ${values.length} values.`,
      )
    }
    const position = WRITTEN_HEADER_BYTES + this.rowCount * this.rowLength * 4
    await writeFully(this.file, Buffer.from(values.buffer, values.byteOffset, values.byteLength), position)
    this.rowCount += rows
  }

  /** Writes the count of rows, brings everything to the disk and gives the file its name. */
  async close(): Promise<void> {
    await this.orDiscard(async () => {
      await writeFully(this.file, formatNpyHeader('float32', this.shape()), 0)
      await this.file.sync()
      await this.file.close()
      await rename(this.temporaryPath, this.path)
    })
  }

  /** Ends without a file. After a failed `append`, or where the work was stopped. */
  async discard(): Promise<void> {
    await this.file.close()
    await rm(this.temporaryPath, { force: true })
  }

  private shape(): number[] {
    return [this.rowCount, ...this.rowShape]
  }

  private async orDiscard(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      await this.discard()
      throw error
    }
  }
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}
