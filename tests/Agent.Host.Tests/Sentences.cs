using Agent.Plugins;

namespace Agent.Host.Tests;

/// <summary>The main job, as people of each language say it.</summary>
internal static class Sentences
{
    public static TheoryData<Language> Languages => [Language.English, Language.Chinese, Language.German];

    public static string Order(Language language) => language switch
    {
        Language.Chinese => "两杯大杯香芋奶茶，半糖去冰，送到公司，越便宜越好",
        Language.German => "zwei große Taro-Milchtees, halber Zucker, ohne Eis, ins Büro, so günstig wie möglich",
        _ => "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible",
    };

    public static string Yes(Language language) => language switch
    {
        Language.Chinese => "好的",
        Language.German => "ja",
        _ => "yes",
    };

    public static string YesButThree(Language language) => language switch
    {
        Language.Chinese => "好的，不过改成三杯",
        Language.German => "ja, aber mach drei daraus",
        _ => "yes, but make it three",
    };
}
