using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agent;

/// <summary>JSON that is written by hand: the default escaping would send each quote of JSON within JSON as six bytes, and Chinese as escapes.</summary>
internal static class RelaxedJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
