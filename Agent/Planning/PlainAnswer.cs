using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Agent.Planning;

/// <summary>A bare yes or no in the three languages. Anything beside it, "yes, but make it three", is neither.</summary>
internal static class PlainAnswer
{
    private const int Longest = 32;

    private static readonly FrozenSet<string> Yes = new[]
    {
        "y", "yes", "yep", "yeah", "yup", "ok", "okay", "sure", "pay", "pay now", "pay it", "confirm", "confirmed", "go", "go ahead", "do it", "yes please", "please do", "yes pay", "agreed",
        "是", "是的", "好", "好的", "好吧", "行", "可以", "对", "付", "付款", "支付", "付吧", "确认", "确定", "同意", "确认付款", "确认支付", "没问题", "买", "下单",
        "j", "ja", "jo", "jep", "jawohl", "klar", "gerne", "gern", "ja bitte", "ja gerne", "bezahlen", "zahlen", "jetzt bezahlen", "bestätigen", "bestätigt", "einverstanden", "mach das", "passt", "in ordnung",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> No = new[]
    {
        "n", "no", "nope", "nah", "no thanks", "no thank you", "cancel", "stop", "don't", "dont", "do not", "don't pay", "not now", "never mind", "nevermind", "decline",
        "不", "不要", "不用", "不用了", "不要了", "不了", "不行", "不是", "不付", "别", "别付", "算了", "取消", "否", "先不",
        "nein", "nö", "nee", "nein danke", "nicht", "abbrechen", "abbruch", "lieber nicht", "nicht bezahlen", "jetzt nicht", "doch nicht", "lass mal", "ablehnen",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <returns>True for yes, false for no, null for anything else.</returns>
    public static bool? Read(string text)
    {
        if (text.Length > Longest) return null;
        var plain = Plain(text);
        return Yes.Contains(plain) ? true : No.Contains(plain) ? false : null;
    }

    /// <summary>Lower case, full-width letters narrowed, one space between words, without the punctuation around it.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC).Trim())
        {
            if (c is '!' or '.' or '。' or ',' or '、' or '~' or '…' || char.IsWhiteSpace(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else
            {
                plain.Append(c == '’' ? '\'' : char.ToLower(c, CultureInfo.InvariantCulture));
            }
        }

        return plain.ToString().TrimEnd();
    }
}
