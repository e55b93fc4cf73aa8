using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>JSON strings as servers send them: nothing is escaped that need not be.</summary>
internal static class WireText
{
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>With its quotes.</summary>
    public static byte[] Quote(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>In pieces of so many characters at most, none of which parts a surrogate pair.</summary>
    public static IEnumerable<string> Split(string text, int length)
    {
        for (var from = 0; from < text.Length;)
        {
            var until = Math.Min(from + length, text.Length);
            if (until < text.Length && char.IsHighSurrogate(text[until - 1])) until++;
            yield return text[from..until];
            from = until;
        }
    }

    public static void Put(this ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes) => to.Write(bytes);

    public static void Put(this ArrayBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(text, to);

    public static void Put(this ArrayBufferWriter<byte> to, long number)
    {
        number.TryFormat(to.GetSpan(20), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        to.Advance(written);
    }
}
