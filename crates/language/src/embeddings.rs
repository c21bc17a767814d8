//! Vectors of word pieces, stored in 4 bit and made full on look-up.

/// Values in one block, which share a scale.
const BLOCK: usize = 32;
/// An f16 scale and 16 bytes of two values each.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;
const HEADER: usize = 16;

/// The table of `embeddings.q4`.
#[derive(Debug)]
pub(crate) struct Embeddings {
    bytes: Vec<u8>,
    rows: usize,
    width: usize,
}

impl Embeddings {
    /// Takes the bytes of a file; says what is wrong with it otherwise.
    pub fn read(bytes: Vec<u8>) -> Result<Self, String> {
        let number = |at: usize| -> Option<usize> {
            Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
        };
        let header = (number(4), number(8), number(12));
        let (true, (Some(1), Some(rows), Some(width))) = (bytes.starts_with(b"LBQ4"), header)
        else {
            return Err("it is not a version 1 embeddings file".into());
        };
        if width == 0
            || width % BLOCK != 0
            || bytes.len() != HEADER + rows * width / BLOCK * BLOCK_BYTES
        {
            return Err(format!("it is cut off or not {rows} rows of {width} values"));
        }
        Ok(Embeddings { bytes, rows, width })
    }

    /// Values in a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes the vector of a piece; pieces beyond the table are read as row 3, the unknown piece.
    pub fn write(&self, piece: u32, out: &mut [f32]) {
        let row = if (piece as usize) < self.rows { piece as usize } else { 3.min(self.rows - 1) };
        let start = HEADER + row * self.width / BLOCK * BLOCK_BYTES;
        let blocks = self.bytes[start..].chunks_exact(BLOCK_BYTES);
        for (block, values) in blocks.zip(out.chunks_exact_mut(BLOCK)) {
            let scale = half(u16::from_le_bytes([block[0], block[1]]));
            let (low, high) = values.split_at_mut(BLOCK / 2);
            for ((byte, low), high) in block[2..].iter().zip(low).zip(high) {
                *low = (f32::from(byte & 15) - 8.0) * scale;
                *high = (f32::from(byte >> 4) - 8.0) * scale;
            }
        }
    }
}

/// An IEEE 754 half-precision number.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 31);
    let fraction = f32::from(bits & 1023);
    match exponent {
        0 => sign * fraction * 2_f32.powi(-24),
        31 => f32::NAN,
        _ => sign * (1.0 + fraction / 1024.0) * 2_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_row() {
        let mut bytes = b"LBQ4".to_vec();
        for number in [1_u32, 1, 32] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(0x3800_u16.to_le_bytes()); // 0.5
        bytes.extend([0x9A; 16]);
        let table = Embeddings::read(bytes).unwrap();
        let mut row = vec![0.0; 32];
        table.write(0, &mut row);
        assert_eq!((row[0], row[16]), (1.0, 0.5));
        assert!(Embeddings::read(b"LBQ4".to_vec()).is_err());
    }
}
