import { describeOutputs } from '../describe-outputs'

describeOutputs(['MobileNet', 'MobileNetV2', 'NASNetMobile', 'DenseNet121', 'ResNet50V2'])
