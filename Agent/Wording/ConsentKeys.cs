using Agent.Plugins.Payments;

namespace Agent.Wording;

/// <summary>Words about a consent differ by what it is for: paying has the plain key, every other purpose its own beside it.</summary>
public static class ConsentKeys
{
    public static string Of(string key, ConsentAsked? asked) => asked?.Consent.Purpose switch
    {
        null or ConsentPurpose.Pay => key,
        ConsentPurpose.Cancel => key + "_cancel",
        ConsentPurpose.Transfer => key + "_transfer",
        var purpose => throw new ArgumentException($"There are no words for a consent to {purpose}.", nameof(asked)),
    };
}
