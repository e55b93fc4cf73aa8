namespace Agent.Plugins;

/// <summary>One text in each of the three languages.</summary>
public sealed record LocalizedText(string English, string Chinese, string German)
{
    public string In(Language language) => language switch
    {
        Language.Chinese => Chinese,
        Language.German => German,
        _ => English,
    };
}
