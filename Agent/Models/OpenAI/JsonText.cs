using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Agent.Models.OpenAI;

/// <summary>
/// Joins JSON strings that one text was cut into, wherever it was cut: also between the bytes of a character, or the two escapes of a surrogate pair,
/// where each piece alone is no text at all. What stays incomplete becomes the replacement character.
/// </summary>
internal sealed class JsonText
{
    private Decoder? _decoder;
    private char _high;

    private bool Waits => _high != 0 || _decoder is not null;

    /// <summary>The next piece as text; empty where all of it waits for the next one.</summary>
    public string Next(ref Utf8JsonReader reader)
    {
        var raw = Raw(ref reader);
        if (!Waits && IsPlain(raw, reader.ValueIsEscaped)) return reader.GetString()!;
        using var bytes = new PooledBuffer(raw.Length + 4);
        Unescape(raw, bytes);
        _decoder ??= Encoding.UTF8.GetDecoder();
        var chars = ArrayPool<char>.Shared.Rent(bytes.Count + 4);
        var count = _decoder.GetChars(bytes.Span, chars, flush: false);
        var text = new string(chars, 0, count);
        ArrayPool<char>.Shared.Return(chars);
        return text;
    }

    /// <summary>The next piece as bytes of UTF-8. They may end inside a character.</summary>
    public void Next(ref Utf8JsonReader reader, PooledBuffer to)
    {
        var raw = Raw(ref reader);
        if (_high == 0 && !reader.ValueIsEscaped) to.Write(raw);
        else if (_high == 0 && IsPlain(raw, escaped: true)) to.Advance(reader.CopyString(to.GetSpan(raw.Length)));
        else Unescape(raw, to);
    }

    private static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader) => reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;

    private static bool IsPlain(ReadOnlySpan<byte> raw, bool escaped) =>
        (!escaped || (raw.IndexOf("\\ud"u8) < 0 && raw.IndexOf("\\uD"u8) < 0)) && Utf8.IsValid(raw);

    private void Unescape(ReadOnlySpan<byte> raw, PooledBuffer to)
    {
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain != 0)
            {
                var piece = plain < 0 ? raw : raw[..plain];
                GiveUpHigh(to);
                to.Write(piece);
                raw = raw[piece.Length..];
                continue;
            }

            // The reader has checked that every escape is whole.
            if (raw[1] == 'u')
            {
                Add((char)ushort.Parse(raw.Slice(2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture), to);
                raw = raw[6..];
            }
            else
            {
                Add(Short(raw[1]), to);
                raw = raw[2..];
            }
        }
    }

    private void Add(char unit, PooledBuffer to)
    {
        if (char.IsLowSurrogate(unit) && _high != 0)
        {
            Encode(new Rune(_high, unit), to);
            _high = '\0';
            return;
        }

        GiveUpHigh(to);
        if (char.IsHighSurrogate(unit)) _high = unit;
        else Encode(Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar, to);
    }

    private void GiveUpHigh(PooledBuffer to)
    {
        if (_high == 0) return;
        _high = '\0';
        Encode(Rune.ReplacementChar, to);
    }

    private static void Encode(Rune rune, PooledBuffer to) => to.Advance(rune.EncodeToUtf8(to.GetSpan(4)));

    private static char Short(byte letter) => letter switch
    {
        (byte)'n' => '\n',
        (byte)'t' => '\t',
        (byte)'r' => '\r',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)letter,
    };
}
